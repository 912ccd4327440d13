/// How many random choices of each kind a board has made; each choice depends on its number.
struct FaultCounts {
    var noises = 0
    var talks = 0
    /// Writes of the host, each of which has its own delay.
    var writes = 0
}

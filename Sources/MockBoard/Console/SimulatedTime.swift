/// A moment of a simulation, in nanoseconds since the board was made.
typealias SimulatedTime = Int64

extension SimulatedTime {
    /// A moment that does not come.
    static let never = SimulatedTime.max
}

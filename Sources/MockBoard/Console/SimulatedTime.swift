/// A simulated time, in nanoseconds since the board was created.
typealias SimulatedTime = Int64

extension SimulatedTime {
    /// A time that never comes.
    static let never = SimulatedTime.max
}

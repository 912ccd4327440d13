/// A deep sleep, after which the chip restarts.
struct DeepSleep {
    /// How long it lasts; `nil` for a sleep that only a reset ends.
    var microseconds: Int?

    var duration: SimulatedTime? {
        microseconds.map { SimulatedTime(max(0, $0)) * 1000 }
    }
}

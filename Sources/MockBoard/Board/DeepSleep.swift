/// The sleep out of which a chip starts over.
struct DeepSleep {
    /// How long it lasts; `nil` for one that only a reset ends.
    var microseconds: Int?

    var duration: SimulatedTime? {
        microseconds.map { SimulatedTime(max(0, $0)) * 1000 }
    }
}

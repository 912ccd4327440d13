import ESPImage

extension SplitMix64 {
    /// The chance of one run: it follows from the campaign's seed and the run's number alone.
    init(seed: UInt64, run: Int) {
        self.init(seed: seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(run))
    }

    mutating func one<Element>(of elements: [Element]) -> Element {
        elements[number(below: elements.count)]
    }
}

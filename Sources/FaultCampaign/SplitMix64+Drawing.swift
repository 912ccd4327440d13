import ESPImage

extension SplitMix64 {
    /// The random generator of one run, determined by the campaign's seed and the run's number.
    init(seed: UInt64, run: Int) {
        self.init(seed: seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(run))
    }

    mutating func one<Element>(of elements: [Element]) -> Element {
        elements[number(below: elements.count)]
    }
}

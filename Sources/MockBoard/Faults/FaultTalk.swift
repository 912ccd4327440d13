/// Output of an application in the middle of other output: lines, and text without a line end such as a progress bar.
public struct FaultTalk: Sendable, Hashable {
    /// The approximate interval between outputs.
    public let interval: Duration
    /// The seed of the random choices.
    public let seed: UInt64

    /// Makes a talking application.
    public init(interval: Duration, seed: UInt64) {
        self.interval = interval
        self.seed = seed
    }

    /// Output `number`, counted from 0, and its delay after the previous one: between 0.5 and 1.5 intervals.
    public func event(_ number: Int) -> (gap: Duration, text: String) {
        let chance = SeededChance.number(seed: seed, place: UInt64(number))
        let gap = interval / 2 + interval * Int(chance % 1024) / 1024
        let percent = Int(chance >> 16) % 101
        let texts = [
            ".", "\r\(percent)%", "[app] tick\n", "t=\(percent) ", "\n", "[app] sensor \(percent)\n[app] ok",
            "\r\(percent)% done\n",
        ]
        return (gap, texts[Int(chance >> 32) % texts.count])
    }
}

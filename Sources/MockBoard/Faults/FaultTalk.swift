/// What an application prints between everything else: lines, and output without an end such as a progress bar.
public struct FaultTalk: Sendable, Hashable {
    /// About how far apart it prints.
    public let interval: Duration
    /// What chance follows from.
    public let seed: UInt64

    /// Makes a talking application.
    public init(interval: Duration, seed: UInt64) {
        self.interval = interval
        self.seed = seed
    }

    /// The output of that number, counted from 0, and how long after the one before it comes: between half the interval
    /// and one and a half.
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

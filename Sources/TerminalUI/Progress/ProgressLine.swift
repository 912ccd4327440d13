import OTAUpgrade
import TransportCore

/// One line about the progress of a phase; it never fills a terminal's line, since that would make it scroll.
enum ProgressLine {
    /// The column in which the words after a phase's name start.
    static let textColumn = 13

    /// The permanent line of a phase: `✓ commence   ota_1 erased                5.1 s`.
    static func ended(
        _ phase: UpgradePhase,
        _ text: String,
        mark: String,
        tone: Paint.Tone,
        elapsed: Duration,
        width: Int,
        paint: Paint
    ) -> String {
        let time = Quantity.duration(elapsed)
        let room = width - 1 - textColumn - time.columns - 2
        let words = text.truncated(to: room).padded(to: room)
        return "\(paint(mark, tone)) \(phase.words.padded(to: textColumn - 2))\(words)  \(paint(time, .faint))"
    }

    /// A running phase: `  commence   erasing ota_1            5 s, at most 2 min`.
    static func waiting(_ phase: UpgradePhase, _ text: String, elapsed: Duration, limit: Duration?, width: Int)
        -> String
    {
        var line = "  \(phase.words.padded(to: textColumn - 2))\(text)"
        if elapsed >= .seconds(1) {
            let limit = limit.map { ", at most \(Quantity.duration($0))" } ?? ""
            let time = "\(Int(elapsed.seconds)) s\(limit)"
            line = line.truncated(to: width - 1 - time.columns - 2).padded(to: width - 1 - time.columns) + time
        }
        return line.truncated(to: width - 1)
    }

    /// The transfer: `  write      ━━━━━━━━────────   41 %  540,672 bytes  11.2 kB/s  1:09 left`.
    static func transfer(_ progress: TransferProgress, _ estimate: ProgressEstimate, width: Int) -> String {
        let name = "  \(UpgradePhase.write.words.padded(to: textColumn - 2))"
        let figures = figures(progress, estimate)
        let room = width - 1 - textColumn - figures.columns - 2
        guard room >= 8 else { return (name + figures).truncated(to: width - 1) }
        return name + bar(progress, width: room) + "  " + figures
    }

    /// The part that is done as a bar: `━━━━━━━━────────`.
    static func bar(_ progress: TransferProgress, width: Int) -> String {
        let filled = Int(Double(width) * share(progress))
        return String(repeating: "━", count: filled) + String(repeating: "─", count: width - filled)
    }

    /// Percent, bytes, rate, time left, and how many lines were sent again.
    static func figures(_ progress: TransferProgress, _ estimate: ProgressEstimate) -> String {
        var parts = [
            Quantity.percent(share(progress)).leftPadded(to: 5),
            Quantity.bytes(progress.bytes).leftPadded(to: Quantity.bytes(progress.total).columns),
        ]
        if let rate = estimate.bytesPerSecond { parts.append(Quantity.rate(rate)) }
        if let left = estimate.time(for: progress.total - progress.bytes) {
            parts.append("\(Quantity.clock(left)) left")
        }
        if progress.retries > 0 { parts.append("\(Quantity.count(progress.retries)) sent again") }
        return parts.joined(separator: "  ")
    }

    private static func share(_ progress: TransferProgress) -> Double {
        progress.total > 0 ? min(1, Double(progress.bytes) / Double(progress.total)) : 1
    }
}

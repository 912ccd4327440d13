import OTAUpgrade
import TransportCore

/// The rate of a transfer over its last seconds, and the time left at that rate.
struct ProgressEstimate: Sendable, Hashable {
    /// How far back the rate looks.
    static let window = Duration.seconds(5)

    private struct Sample: Sendable, Hashable {
        var elapsed: Duration
        var bytes: Int
    }

    private var samples: [Sample] = []

    /// Takes the next state of the transfer.
    mutating func add(_ progress: TransferProgress) {
        // The image is sent once more.
        if let last = samples.last, progress.elapsed < last.elapsed { samples.removeAll() }
        samples.append(Sample(elapsed: progress.elapsed, bytes: progress.bytes))
        // One sample from before the window stays, so that a slow transfer has a rate too.
        while samples.count > 2, samples[1].elapsed <= progress.elapsed - Self.window { samples.removeFirst() }
    }

    /// Bytes of the image per second; `nil` while there are too few samples.
    var bytesPerSecond: Double? {
        guard let first = samples.first, let last = samples.last, last.elapsed - first.elapsed >= .milliseconds(200)
        else { return nil }
        return Double(last.bytes - first.bytes) / (last.elapsed - first.elapsed).seconds
    }

    /// The time for `bytes` more; `nil` while the rate is not known or the transfer stalls.
    func time(for bytes: Int) -> Duration? {
        guard let rate = bytesPerSecond, rate >= 1 else { return nil }
        return .milliseconds(Int64(Double(bytes) / rate * 1000))
    }
}

import ArgumentParser
import TransportCore

/// A time limit on the command line, in seconds.
struct Seconds: ExpressibleByArgument, Sendable, Hashable {
    var duration: Duration

    init(_ seconds: Double) {
        duration = .nanoseconds(Int64((seconds * 1e9).rounded()))
    }

    /// Reads a number above 0, at most a day.
    init?(argument: String) {
        guard let seconds = Double(argument), seconds >= 0.001, seconds <= 86_400 else { return nil }
        self.init(seconds)
    }

    var defaultValueDescription: String {
        let seconds = duration.seconds
        return seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
    }
}

package import TransportCore

/// Plays the board of a trace: takes the host's actions, and returns the board's output with its times.
///
/// A value without a clock; times are counted from the start of the replay. The host's bytes are compared as one stream,
/// independent of their pieces. The board's output after an action of the host is due with the same delay as in the trace.
package struct TraceReplay: Sendable {
    /// The part of the host's actions that a player sees.
    package enum View: Sendable {
        /// Everything.
        case everything
        /// Only its bytes, as at the other end of a terminal.
        case bytes
    }

    /// An output of the board's side.
    package enum Output: Sendable, Hashable {
        /// A read gets these bytes; a late read started after its deadline.
        case bytes([UInt8], late: Bool)
        /// A read gets nothing.
        case nothing(late: Bool)
        /// A read or a wait fails.
        case failure(TraceOperation, TransportError.Code, message: String)
    }

    /// A failure for an operation of the host.
    package struct Failure: Sendable, Hashable {
        /// The kind of failure.
        package var code: TransportError.Code
        /// The message.
        package var message: String
    }

    /// The board's outputs up to the host's next action in the trace, with their due times.
    package private(set) var output: [(due: Duration, Output)] = []

    /// Whether the host has done nothing yet.
    package private(set) var isAtStart = true

    private let trace: Trace
    private let view: View
    private var next = 0
    /// The number of bytes of the next record that the host has already sent.
    private var taken = 0
    /// The delay of the replay relative to the trace.
    private var shift = Duration.zero
    /// The host's bytes that the trace withholds, for their echoes.
    private var withheld: [UInt8] = []
    private let hasEchoes: Bool

    /// Starts at the beginning of a trace.
    package init(_ trace: Trace, seeing view: View = .everything) {
        self.trace = trace
        self.view = view
        hasEchoes = trace.records.contains { record in
            if case .fromBoard(.echo, _) = record.event { true } else { false }
        }
        releaseOutput()
    }

    /// Whether the host has done everything in the trace.
    package var isAtEnd: Bool { next == trace.records.count }

    /// The host's next action in the trace; `nil` at its end.
    var expected: TraceRecord? { isAtEnd ? nil : trace.records[next] }

    /// The time of the host's next action in the trace, in the replay's time.
    var expectedMoment: Duration { (expected?.time ?? .zero) + shift }

    /// Removes and returns the next output of the board's side.
    package mutating func takeOutput() -> (due: Duration, Output)? {
        output.isEmpty ? nil : output.removeFirst()
    }

    /// The host sent bytes.
    /// - Returns: the failure of the write; `nil` if the bytes are accepted.
    /// - Throws: if the trace differs.
    @discardableResult
    package mutating func take(_ bytes: [UInt8], at moment: Duration) throws(TraceDifference) -> Failure? {
        var rest = bytes[...]
        isAtStart = isAtStart && rest.isEmpty
        while !rest.isEmpty {
            switch expected?.event {
            case .toBoard(let told):
                let part = rest.prefix(told.count - taken)
                if case .shown(let wanted) = told {
                    try compare(part, rest, with: wanted[taken...])
                } else if hasEchoes {
                    withheld += part
                }
                rest = rest.dropFirst(part.count)
                taken += part.count
                if taken == told.count { pass(at: moment) }
            case .failed(.write, let code, let message):
                pass(at: moment)
                return Failure(code: code, message: message)
            default:
                throw difference("> \(Self.excerpt(of: rest, around: 0))")
            }
        }
        return nil
    }

    /// The host did something other than sending.
    /// - Throws: if the trace differs.
    mutating func take(
        _ operation: TraceOperation?,
        as event: TraceEvent,
        at moment: Duration
    ) throws(TraceDifference) -> Failure? {
        isAtStart = false
        if case .failed(let failed, let code, let message) = expected?.event, failed == operation {
            pass(at: moment)
            return Failure(code: code, message: message)
        }
        guard expected?.event == event else { throw difference(TraceRecord(at: moment, event).textWithoutTime) }
        pass(at: moment)
        return nil
    }

    /// The difference at this place.
    func difference(_ found: String) -> TraceDifference {
        let line = isAtEnd ? trace.line(of: max(next - 1, 0)) + 1 : trace.line(of: next)
        return TraceDifference(line: line, expected: expected?.textWithoutTime ?? "the end of the run", found: found)
    }

    private func compare(
        _ part: ArraySlice<UInt8>,
        _ rest: ArraySlice<UInt8>,
        with wanted: ArraySlice<UInt8>
    ) throws(TraceDifference) {
        let same = zip(part, wanted).prefix { $0 == $1 }.count
        guard same < part.count else { return }
        var difference = difference("> \(Self.excerpt(of: rest, around: same))")
        difference.expected = "> \(Self.excerpt(of: wanted, around: same))"
        throw difference
    }

    /// The text around a position, short enough for a message.
    private static func excerpt(of bytes: ArraySlice<UInt8>, around place: Int) -> String {
        guard bytes.count > 64 else { return EscapedText.text(of: bytes) }
        let shown = bytes.dropFirst(max(0, place - 24)).prefix(64)
        let isCut = (front: shown.startIndex > bytes.startIndex, back: shown.endIndex < bytes.endIndex)
        return (isCut.front ? "…" : "") + EscapedText.text(of: shown) + (isCut.back ? "…" : "")
    }

    /// The host has done its next action in the trace.
    private mutating func pass(at moment: Duration) {
        shift = moment - trace.records[next].time
        next += 1
        taken = 0
        releaseOutput()
    }

    /// Adds the board's outputs before the host's next action.
    private mutating func releaseOutput() {
        while let record = expected {
            switch record.event {
            case .fromBoard(let told, let late):
                output.append((record.time + shift, .bytes(bytes(of: told), late: late)))
            case .nothing(let late):
                if view == .everything { output.append((record.time + shift, .nothing(late: late))) }
            case .failed(let operation, let code, let message) where isOutput(operation, code):
                output.append((record.time + shift, .failure(operation, code, message: message)))
            case .toBoard(let told) where told.count > 0:
                return
            case .toBoard:
                break
            case .opened, .closed, .baud, .modemLines, .failed:
                if view == .everything { return }
            }
            next += 1
        }
    }

    private func isOutput(_ operation: TraceOperation, _ code: TransportError.Code) -> Bool {
        switch view {
        case .everything: operation == .read || operation == .sleep
        case .bytes: code == .linkLost && operation != .open
        }
    }

    private func bytes(of told: TraceBytes) -> [UInt8] {
        switch told {
        case .shown(let bytes): return bytes
        case .withheld(let count): return [UInt8](repeating: UInt8(ascii: "."), count: count)
        case .echo(let count, let position):
            let echo = withheld.dropFirst(position).prefix(count)
            return echo + [UInt8](repeating: UInt8(ascii: "."), count: count - echo.count)
        }
    }
}

extension TraceRecord {
    fileprivate var textWithoutTime: String {
        description.split(separator: " ", maxSplits: 1).last.map(String.init) ?? ""
    }
}

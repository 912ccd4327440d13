import TransportCore

extension TraceRecord: CustomStringConvertible {
    /// The record as one line of a trace, without a newline: `12.345678901 > print(1)\n`.
    package var description: String {
        let text = event.text
        return "\(Self.seconds(time)) \(text.mark)" + (text.rest.isEmpty ? "" : " \(text.rest)")
    }

    /// Reads one line of a trace.
    /// - Throws: what is wrong with the line, whose number is 0.
    package init(parsing line: String) throws(TraceSyntaxError) {
        let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count >= 2, let time = Self.duration(words[0]) else {
            throw TraceSyntaxError(.time, in: line)
        }
        guard
            let event = try TraceEvent(mark: String(words[1]), rest: words.count > 2 ? String(words[2]) : "", of: line)
        else {
            throw TraceSyntaxError(.mark, in: line)
        }
        self.init(at: time, event)
    }

    private static func seconds(_ time: Duration) -> String {
        let nanoseconds = max(0, time.nanoseconds)
        let fraction = String(nanoseconds % 1_000_000_000)
        return "\(nanoseconds / 1_000_000_000)." + String(repeating: "0", count: 9 - fraction.count) + fraction
    }

    private static func duration(_ text: Substring) -> Duration? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let areDigits = parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard parts.count == 2, areDigits, parts[1].count <= 9, parts[0].count <= 9,
            let whole = Int64(parts[0]),
            let fraction = Int64(parts[1] + String(repeating: "0", count: 9 - parts[1].count))
        else { return nil }
        return .nanoseconds(whole * 1_000_000_000 + fraction)
    }
}

extension TraceEvent {
    fileprivate var text: (mark: String, rest: String) {
        switch self {
        case .opened(let address, let baud):
            ("+", (baud.map { "baud \($0) " } ?? "") + EscapedText.text(of: address.description.utf8))
        case .closed: ("-", "")
        case .toBoard(let bytes): (">", bytes.description)
        case .fromBoard(let bytes, let late): (late ? "<*" : "<", bytes.description)
        case .nothing(let late): (late ? ".*" : ".", "")
        case .baud(let rate): ("=", "baud \(rate)")
        case .modemLines(let lines): ("=", "dtr \(lines.dtr ? 1 : 0) rts \(lines.rts ? 1 : 0)")
        case .failed(let operation, let code, let message):
            ("!", "\(operation.rawValue) \(code.rawValue) \(EscapedText.text(of: message.utf8))")
        }
    }

    fileprivate init?(mark: String, rest: String, of line: String) throws(TraceSyntaxError) {
        let event: TraceEvent? =
            switch mark {
            case "+": Self.opened(rest)
            case "-": rest.isEmpty ? .closed : nil
            case ">": TraceBytes(rest).map { .toBoard($0) }
            case "<", "<*": TraceBytes(rest).map { .fromBoard($0, late: mark == "<*") }
            case ".", ".*": rest.isEmpty ? .nothing(late: mark == ".*") : nil
            case "=": Self.setting(rest)
            case "!": Self.failed(rest)
            default: throw TraceSyntaxError(.mark, in: line)
            }
        guard let event else { throw TraceSyntaxError(.event(mark), in: line) }
        self = event
    }

    private static func opened(_ text: String) -> TraceEvent? {
        var rest = text[...]
        var baud: Int?
        let words = text.split(separator: " ", maxSplits: 2)
        if words.count == 3, words[0] == "baud", let rate = Int(words[1]) {
            baud = rate
            rest = words[2]
        }
        guard let bytes = EscapedText.bytes(of: rest) else { return nil }
        return TransportAddress(String(decoding: bytes, as: UTF8.self)).map { .opened($0, baud: baud) }
    }

    private static func setting(_ text: String) -> TraceEvent? {
        let words = text.split(separator: " ")
        switch (words.count, words.first) {
        case (2, "baud"):
            return Int(words[1]).map { .baud($0) }
        case (4, "dtr"):
            guard words[2] == "rts", let dtr = Int(words[1]), let rts = Int(words[3]) else { return nil }
            return .modemLines(ModemLines(dtr: dtr != 0, rts: rts != 0))
        default: return nil
        }
    }

    private static func failed(_ text: String) -> TraceEvent? {
        let words = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, let operation = TraceOperation(rawValue: String(words[0])),
            let code = TransportError.Code(rawValue: String(words[1])),
            let message = EscapedText.bytes(of: words[2])
        else { return nil }
        return .failed(operation, code, message: String(decoding: message, as: UTF8.self))
    }
}

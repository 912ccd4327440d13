/// Classifies what a board prints on its console.
///
/// The parser takes bytes in chunks of any size and does no I/O of its own. Its rules:
/// - a prompt is `> ` or `>> ` at the start of a line; it has no line end, so it is reported as soon as it is there,
///   and a program that prints such a line looks the same (the dialogue's token distinguishes them);
/// - CR LF, LF CR, CR and LF end a line; the ROM, ESP-IDF and NodeMCU use different ones;
/// - a frame starts with its mark, anywhere in a line: a program may have printed before it;
/// - a coloured log line is cut out of the line that it interrupts, which then continues;
/// - an escape sequence that is interrupted by a control character is text, and that character takes effect;
/// - a line without an end is reported in pieces of `longestLine` bytes, so that a board cannot fill the memory.
package struct REPLParser: Sendable {
    /// The longest line that is kept together, in bytes.
    package static let longestLine = 16_384

    private var line: [UInt8] = []
    private var escape: [UInt8] = []
    private var colouredLog: [UInt8]?
    private var lastLineEnd: UInt8?
    private var dropsLogLineEnd = false
    private var isInTraceback = false
    private var expectedEchoes: [[UInt8]] = []
    private let frameMark: [UInt8]

    /// Makes a parser at the start of a line.
    /// - Parameter frameMark: what the dialogue's own lines start with; empty if there are none.
    package init(frameMark: [UInt8] = []) {
        self.frameMark = frameMark
    }

    /// Tells the parser about a sent line that the board may echo.
    package mutating func expectEcho(of line: [UInt8]) {
        expectedEchoes.append(line)
        if expectedEchoes.count > 64 { expectedEchoes.removeFirst() }
    }

    /// Forgets lines that have not been echoed, as after a reset or with the echo switched off.
    package mutating func forgetEchoes() {
        expectedEchoes.removeAll()
    }

    /// The bytes of the line that has not ended yet.
    package var unfinishedLine: [UInt8] {
        line
    }

    /// How many bytes wait for their line's end, its log line and its escape sequence included.
    package var heldBytes: Int {
        line.count + escape.count + (colouredLog?.count ?? 0)
    }

    /// The maximum of `heldBytes`, whatever a board prints.
    package static let mostHeldBytes = longestLine + longestColouredLog + longestEscape

    private static let longestColouredLog = 1024
    private static let longestEscape = 16

    /// Takes the next bytes and returns the events that they complete.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [REPLEvent] {
        var events: [REPLEvent] = []
        for byte in bytes { take(byte, into: &events) }
        return events
    }

    private mutating func take(_ byte: UInt8, into events: inout [REPLEvent]) {
        if !escape.isEmpty, byte >= 0x20 { return takeEscape(byte, into: &events) }
        if !escape.isEmpty { endEscape(into: &events) }
        if byte == 0x1B {
            escape = [byte]
        } else if byte == 0x0A || byte == 0x0D {
            takeLineEnd(byte, into: &events)
        } else {
            takeText(byte, into: &events)
        }
    }

    private mutating func takeText(_ byte: UInt8, into events: inout [REPLEvent]) {
        lastLineEnd = nil
        dropsLogLineEnd = false
        if colouredLog != nil {
            colouredLog?.append(byte)
            if let text = colouredLog, text.count >= Self.longestColouredLog {
                colouredLog = nil
                append(text, into: &events)
            }
            return
        }
        line.append(byte)
        if byte == UInt8(ascii: " "), line.count <= 3 {
            if line == Array("> ".utf8) { endPrompt(.statement, into: &events) }
            if line == Array(">> ".utf8) { endPrompt(.continuation, into: &events) }
        } else if line.count >= Self.longestLine {
            endLine(into: &events)
        }
    }

    private mutating func append(_ text: [UInt8], into events: inout [REPLEvent]) {
        for byte in text {
            line.append(byte)
            if line.count >= Self.longestLine { endLine(into: &events) }
        }
    }

    private mutating func endPrompt(_ prompt: REPLPrompt, into events: inout [REPLEvent]) {
        line.removeAll(keepingCapacity: true)
        isInTraceback = false
        events.append(.prompt(prompt))
    }

    private mutating func takeLineEnd(_ byte: UInt8, into events: inout [REPLEvent]) {
        if let last = lastLineEnd, last != byte {
            lastLineEnd = nil
            return
        }
        lastLineEnd = byte
        if dropsLogLineEnd {
            dropsLogLineEnd = false
        } else if let text = colouredLog {
            colouredLog = nil
            if let log = Self.log(in: text) {
                events.append(Self.event(of: log))
            } else {
                append(text, into: &events)
                endLine(into: &events)
            }
        } else {
            endLine(into: &events)
        }
    }

    private mutating func endLine(into events: inout [REPLEvent]) {
        if let mark = frameStart {
            // After output without a line end, a frame is on the same line.
            if mark > 0 { events.append(.output(Array(line[..<mark]))) }
            isInTraceback = false
            events.append(.frame(Array(line[(mark + frameMark.count)...])))
        } else {
            events.append(classify(line))
        }
        line.removeAll(keepingCapacity: true)
    }

    /// The position of a frame's mark in the line.
    private var frameStart: Int? {
        guard let first = frameMark.first else { return nil }
        var start = line.startIndex
        while let index = line[start...].firstIndex(of: first) {
            if line[index...].starts(with: frameMark) { return index }
            start = index + 1
        }
        return nil
    }

    // An escape sequence matters if it opens or closes a coloured log line; any other is part of the line.
    private mutating func takeEscape(_ byte: UInt8, into events: inout [REPLEvent]) {
        escape.append(byte)
        let isComplete = escape.count > 2 ? (0x40...0x7E).contains(byte) : byte != UInt8(ascii: "[")
        if isComplete || escape.count >= Self.longestEscape { endEscape(into: &events) }
    }

    private mutating func endEscape(into events: inout [REPLEvent]) {
        let sequence = escape
        escape.removeAll(keepingCapacity: true)
        if sequence == Array("\u{1B}[0m".utf8), let text = colouredLog, let log = Self.log(in: text) {
            colouredLog = nil
            dropsLogLineEnd = true
            lastLineEnd = nil
            events.append(Self.event(of: log))
        } else if colouredLog == nil, sequence.count == 7, sequence.starts(with: "\u{1B}[0;3".utf8),
            sequence.last == UInt8(ascii: "m")
        {
            colouredLog = sequence
        } else {
            let text = (colouredLog ?? []) + sequence
            colouredLog = nil
            lastLineEnd = nil
            dropsLogLineEnd = false
            append(text, into: &events)
        }
    }

    private static func log(in text: [UInt8]) -> LogLine? {
        LogLine(String(decoding: text.dropFirst(7), as: UTF8.self))
    }

    private static func event(of log: LogLine) -> REPLEvent {
        BootText(log: log).map(REPLEvent.boot) ?? CrashText(log: log).map(REPLEvent.crash) ?? .log(log)
    }

    private mutating func classify(_ line: [UInt8]) -> REPLEvent {
        if let index = expectedEchoes.firstIndex(of: line) {
            expectedEchoes.removeSubrange(...index)
            return .echo(line)
        }
        let text = String(decoding: line, as: UTF8.self)
        if isInTraceback, text.hasPrefix("\t") { return .traceback(text) }
        isInTraceback = text == "stack traceback:"
        if isInTraceback { return .traceback(text) }
        if Self.systemLine.contains(line.count), let event = systemEvent(of: text) { return event }
        if let message = Self.luaErrorMessage(in: text) { return .luaError(message) }
        return .output(line)
    }

    /// The lengths of lines that the ROM, the bootloader and ESP-IDF print: none is shorter than `ets Jun `, and none is
    /// nearly as long as the lines with which a hostile board could keep the patterns busy.
    private static let systemLine = 8...1024

    private mutating func systemEvent(of text: String) -> REPLEvent? {
        if let log = LogLine(text) { return Self.event(of: log) }
        if let boot = BootText(line: text) {
            if case .rom = boot { forgetEchoes() }
            return .boot(boot)
        }
        return CrashText(text).map(REPLEvent.crash)
    }

    // IDF 4 and later write "Lua error: <TAB>message"; IDF 3 writes the bare message at the prompt and "lua: message"
    // for init.lua; an error in a callback is bare everywhere (nodemcu-firmware lua.c, `report`).
    private static func luaErrorMessage(in text: String) -> String? {
        if text.hasPrefix("Lua error: ") { return String(text.dropFirst(11).trimmingPrefix { $0 == "\t" }) }
        if text.hasPrefix("lua: ") { return String(text.dropFirst(5)) }
        let position = text.split(separator: ":", maxSplits: 2)
        return position.count == 3 && position[0] == "stdin" && Int(position[1]) != nil ? text : nil
    }
}

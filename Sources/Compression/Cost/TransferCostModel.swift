/// Predicts how fast a board takes an image, from what its parts cost.
///
/// Three things work at the same time: the line, the console's task and Lua's task, which edits the line byte by byte and
/// then executes it. With several lines in flight the slowest of them sets the pace, with one they wait for each other.
/// The defaults are estimates of an ESP32; nothing of this is measured on one.
public struct TransferCostModel: Sendable, Hashable {
    /// When the board's memory is written to flash.
    public enum Writing: Sendable, Hashable {
        /// With every line.
        case direct
        /// While the wire is quiet, after as many lines as the board can hold.
        case deferred
    }

    /// The bytes that the line carries in a second.
    public var lineRate: Double
    /// From the board's answer to the host's next byte, beside the line's own time.
    public var latency: Duration
    /// The most lines in flight.
    public var window: Int
    /// The console's task, for each byte.
    public var consolePerByte = Duration.microseconds(25)
    /// Lua's task, for each byte of a line.
    public var luaPerByte = Duration.microseconds(40)
    /// Compiling a line and starting it.
    public var perLine = Duration.milliseconds(1)
    /// Each instruction of the Lua machine.
    public var perInstruction = Duration.nanoseconds(500)
    /// Each byte that a function for strings touches.
    public var perStringByte = Duration.nanoseconds(10)
    /// Writing a page of 256 bytes.
    public var perPage = Duration.microseconds(700)
    /// How many bytes the receiver's hardware collects before it hands them over; the rest comes ten byte times after the
    /// last one (ESP-IDF 5.1.3 driver/uart/uart.c: 120 bytes).
    public var handover = 120
    /// Whether the two tasks have one processor between them.
    public var tasksShareProcessor = false

    /// Makes a model of a connection.
    public init(lineRate: Double, latency: Duration = .milliseconds(1), window: Int = 2) {
        (self.lineRate, self.latency, self.window) = (lineRate, latency, window)
    }

    /// Takes the board for one that is as fast as it was measured to be, if that is faster than an ESP32 is estimated to be.
    public mutating func takeAtMost(perByte: Duration, perLine: Duration) {
        let speed = min(1, perByte / luaPerByte)
        consolePerByte = consolePerByte * speed
        luaPerByte = luaPerByte * speed
        perInstruction = perInstruction * speed
        perStringByte = perStringByte * speed
        perPage = perPage * speed
        self.perLine = min(self.perLine, perLine)
    }

    /// The bytes of the image that arrive in a second, with what has to be sent first.
    public func bytesPerSecond(for load: TransferLoad, writing: Writing = .direct) -> Double {
        let duration = seconds(for: load, writing: writing)
        return duration > 0 ? Double(load.imageBytes) / duration : 0
    }

    /// Whether an image is there sooner compressed.
    public func favours(_ compressed: TransferLoad, over plain: TransferLoad, writing: Writing = .direct) -> Bool {
        seconds(for: compressed, writing: writing) < seconds(for: plain, writing: writing)
    }

    /// How long the lines take, with what has to be sent first.
    public func seconds(for load: TransferLoad, writing: Writing = .direct) -> Double {
        let setup = Double(load.setupBytes) / lineRate + Double(load.setupLines) * (perLine.inSeconds + answer)
        guard load.lines > 0 else { return setup }
        let lines = Double(load.lines)
        let bytes = Double(load.wireBytes) / lines
        let program = Double(load.pages) / lines * perPage.inSeconds
        let work =
            perLine.inSeconds + Double(load.instructions) / lines * perInstruction.inSeconds
            + Double(load.stringBytes) / lines * perStringByte.inSeconds + (writing == .direct ? program : 0)

        let alone = arrival(of: bytes) + work + answer
        let busy = bytes * taskPerByte + work
        let pace =
            window > 1
            ? max(bytes / lineRate, bytes * consolePerByte.inSeconds, busy, alone / Double(window))
            : alone
        let waits = writing == .direct ? 0 : Double(load.flushes) * (alone - pace) + lines * program
        return setup + lines * pace + waits
    }

    /// From a line's first byte on an idle wire until the last one is in the editor.
    private func arrival(of bytes: Double) -> Double {
        let perByte = max(consolePerByte.inSeconds, taskPerByte)
        let rest = bytes.truncatingRemainder(dividingBy: Double(handover))
        let full = bytes - rest
        let edited = max(full / lineRate + min(full, Double(handover)) * perByte, full * perByte)
        return max(edited, (bytes + 10) / lineRate) + rest * perByte
    }

    /// What keeps Lua's task from the next byte.
    private var taskPerByte: Double {
        luaPerByte.inSeconds + (tasksShareProcessor ? consolePerByte.inSeconds : 0)
    }

    /// A short answer and its way to the host.
    private var answer: Double {
        Double(Self.answerBytes) / lineRate + latency.inSeconds
    }

    /// The mark, the verdict, an offset, the newline and the prompt.
    private static let answerBytes = 16
}

extension Duration {
    fileprivate var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}

/// Predicts how fast a board accepts an image, from the cost of each step.
///
/// Three things work in parallel: the line, the console's task and Lua's task, which edits the line byte by byte and
/// then executes it. With several lines in flight, the slowest of them sets the pace; with one, they wait for each other.
/// The defaults are estimates for an ESP32; none of them was measured on one.
struct TransferCostModel: Sendable, Hashable {
    /// When the board's memory is written to flash.
    enum Writing: Sendable, Hashable {
        /// With every line.
        case direct
        /// While the wire is quiet, after as many lines as fit in the board's memory.
        case deferred
    }

    /// The line's bytes per second.
    var lineRate: Double
    /// The time from the board's answer to the host's next byte, without the line's own time.
    var latency: Duration
    /// The most lines in flight.
    var window: Int
    /// The time of the console's task for each byte.
    var consolePerByte = Duration.microseconds(25)
    /// The time of Lua's task for each byte of a line.
    var luaPerByte = Duration.microseconds(40)
    /// The time to compile a line and start it.
    var perLine = Duration.milliseconds(1)
    /// The time of each Lua VM instruction.
    var perInstruction = Duration.nanoseconds(500)
    /// The time for each byte that a string function touches.
    var perStringByte = Duration.nanoseconds(10)
    /// The time to write a page of 256 bytes.
    var perPage = Duration.microseconds(700)
    /// How many bytes the receiving hardware collects before it delivers them; the rest is delivered ten byte times after
    /// the last one (ESP-IDF 5.1.3 driver/uart/uart.c: 120 bytes).
    var handover = 120
    /// Whether the two tasks share one processor.
    var tasksShareProcessor = false

    /// Makes a model of a connection.
    init(lineRate: Double, latency: Duration = .milliseconds(1), window: Int = 2) {
        (self.lineRate, self.latency, self.window) = (lineRate, latency, window)
    }

    /// Uses the board's measured speed if it is faster than the estimate for an ESP32.
    mutating func takeAtMost(perByte: Duration, perLine: Duration) {
        let speed = min(1, perByte / luaPerByte)
        consolePerByte = consolePerByte * speed
        luaPerByte = luaPerByte * speed
        perInstruction = perInstruction * speed
        perStringByte = perStringByte * speed
        perPage = perPage * speed
        self.perLine = min(self.perLine, perLine)
    }

    /// The image bytes per second, including the time for the setup lines.
    func bytesPerSecond(for load: TransferLoad, writing: Writing = .direct) -> Double {
        let duration = seconds(for: load, writing: writing)
        return duration > 0 ? Double(load.imageBytes) / duration : 0
    }

    /// Whether an image arrives sooner if it is compressed.
    func favours(_ compressed: TransferLoad, over plain: TransferLoad, writing: Writing = .direct) -> Bool {
        seconds(for: compressed, writing: writing) < seconds(for: plain, writing: writing)
    }

    /// How long the lines take, including the setup lines.
    func seconds(for load: TransferLoad, writing: Writing = .direct) -> Double {
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

    /// The time from a line's first byte on an idle wire until its last byte is in the editor.
    private func arrival(of bytes: Double) -> Double {
        let perByte = max(consolePerByte.inSeconds, taskPerByte)
        let rest = bytes.truncatingRemainder(dividingBy: Double(handover))
        let full = bytes - rest
        let edited = max(full / lineRate + min(full, Double(handover)) * perByte, full * perByte)
        return max(edited, (bytes + 10) / lineRate) + rest * perByte
    }

    /// The work that delays Lua's task before the next byte.
    private var taskPerByte: Double {
        luaPerByte.inSeconds + (tasksShareProcessor ? consolePerByte.inSeconds : 0)
    }

    /// The time for a short answer to reach the host.
    private var answer: Double {
        Double(Self.answerBytes) / lineRate + latency.inSeconds
    }

    /// The length of the mark, the verdict, an offset, the newline and the prompt.
    private static let answerBytes = 16
}

extension Duration {
    fileprivate var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}

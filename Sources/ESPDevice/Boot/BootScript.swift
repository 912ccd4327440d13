/// The text of a boot while it is being built, with the current time.
struct BootScript {
    /// The lines so far.
    private(set) var lines: [BoardLine] = []
    /// The time from the reset to the end of the last line.
    private(set) var now = Duration.zero
    private let timing: BootTiming
    private let hasCarriageReturns: Bool

    init(timing: BootTiming, release: IDFRelease) {
        self.timing = timing
        hasCarriageReturns = release.standardOutputHasCarriageReturns
    }

    /// Advances the time without output.
    mutating func pass(_ duration: Duration) {
        now += duration
    }

    /// Prints a line of text.
    mutating func line(_ text: String, _ ending: BoardLine.Ending = .carriageReturnLineFeed) {
        add(.text(text), ending)
    }

    /// Prints a line of the log.
    /// - Parameter milliseconds: the time in parentheses; by default the time since the reset.
    mutating func log(
        _ line: ESPLogLine,
        milliseconds: Int? = nil,
        _ ending: BoardLine.Ending = .carriageReturnLineFeed
    ) {
        add(.log(line, milliseconds: milliseconds ?? Int((now / .milliseconds(1)).rounded(.down))), ending)
    }

    /// Prints the bootloader's steps, and advances the time accordingly.
    mutating func play(_ steps: [DeviceStep]) {
        for step in steps {
            if case .log(let line) = step { log(line) } else { pass(timing.duration(of: step)) }
        }
    }

    /// Prints the crash of the firmware.
    mutating func crash(_ text: PanicOutput, _ crash: Crash) {
        let uptime = Int((now / .milliseconds(1)).rounded(.down))
        for line in text.lines(crash, uptimeMilliseconds: uptime) { add(line.content, line.ending) }
    }

    private mutating func add(_ content: BoardLine.Content, _ ending: BoardLine.Ending) {
        let line = BoardLine(at: now, content, ending)
        lines.append(line)
        now += timing.wire(bytes: line.rendered(newline: hasCarriageReturns ? "\r\n" : "\n").utf8.count)
    }
}

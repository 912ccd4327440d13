/// The text of a boot while it is put together: knows what time it is.
struct BootScript {
    /// What has been printed.
    private(set) var lines: [BoardLine] = []
    /// How long after the reset that was finished.
    private(set) var now = Duration.zero
    private let timing: BootTiming
    private let hasCarriageReturns: Bool

    init(timing: BootTiming, release: IDFRelease) {
        self.timing = timing
        hasCarriageReturns = release.standardOutputHasCarriageReturns
    }

    /// Time passes in silence.
    mutating func pass(_ duration: Duration) {
        now += duration
    }

    /// Says a line of text.
    mutating func line(_ text: String, _ ending: BoardLine.Ending = .carriageReturnLineFeed) {
        add(.text(text), ending)
    }

    /// Says a line of the log.
    /// - Parameter milliseconds: the time in the brackets; without one, that since the reset.
    mutating func log(
        _ line: LogLine,
        milliseconds: Int? = nil,
        _ ending: BoardLine.Ending = .carriageReturnLineFeed
    ) {
        add(.log(line, milliseconds: milliseconds ?? Int((now / .milliseconds(1)).rounded(.down))), ending)
    }

    /// Prints what the bootloader did, and lets the time pass that it took.
    mutating func play(_ steps: [DeviceStep]) {
        for step in steps {
            if case .log(let line) = step { log(line) } else { pass(timing.duration(of: step)) }
        }
    }

    /// Prints how the firmware comes to its end.
    mutating func crash(_ text: CrashText, _ crash: Crash) {
        let uptime = Int((now / .milliseconds(1)).rounded(.down))
        for line in text.lines(crash, uptimeMilliseconds: uptime) { add(line.content, line.ending) }
    }

    private mutating func add(_ content: BoardLine.Content, _ ending: BoardLine.Ending) {
        let line = BoardLine(at: now, content, ending)
        lines.append(line)
        now += timing.wire(bytes: line.rendered(newline: hasCarriageReturns ? "\r\n" : "\n").utf8.count)
    }
}

import ArgumentParser
import Dispatch
import Glibc
import MockBoard
import TransportPosix
import TransportTrace

/// Serves a board until it is told to end.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve a board (the default).",
        usage: """
            mock-board [OPTION ...]
            mock-board make-image FILE [OPTION ...]
            """,
        discussion: HelpText.discussion
    )

    @Option(help: "Make this symbolic link to the board's terminal, and print it instead of the terminal's own path.")
    var link: String?

    @Option(
        help: """
            Play the board of the last trace in this file, which otaflash --trace wrote, and no other. Prints the token             that otaflash has to be given. Ends with 1 where the host does something else.
            """
    )
    var replay: String?

    @Flag(help: "Play the trace as fast as the host asks, without the time that the board took.")
    var replayFast = false

    @Flag(
        help: "Keep what the board says before its terminal is opened; otherwise it is lost, as on a real port."
    )
    var keepBootText = false

    @OptionGroup var board: BoardOptions

    func validate() throws {
        guard !replayFast || replay != nil else { throw ValidationError("--replay-fast is for --replay.") }
        guard !keepBootText || replay == nil else {
            throw ValidationError("--keep-boot-text is for a board, not for --replay.")
        }
    }

    func run() throws {
        if let replay {
            let trace = try TraceFile(replay).last()
            let server = ReplayServer(trace, pace: replayFast ? .fast : .recorded, link: link)
            return try untilStopped { stop in
                try server.run(until: stop) { announce($0, token: trace.header.token) }
            }
        }
        let server = try board.checked {
            try PseudoTerminalServer(board.configuration(), link: link, keepsBootText: keepBootText)
        }
        try untilStopped { stop in try server.run(until: stop) { announce($0) } }
    }

    private func announce(_ path: String, token: String? = nil) {
        print("ready \(path)")
        if let token { print("token \(token)") }
        fflush(nil)
    }

    private func untilStopped(_ body: (Wakeup) throws -> Void) throws {
        let stop = try Wakeup()
        for number in [SIGTERM, SIGINT, SIGHUP] { signal(number, SIG_IGN) }
        let sources = [SIGTERM, SIGINT, SIGHUP].map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { @Sendable in stop.signal() }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        try body(stop)
    }
}

import ArgumentParser
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
            Play the board of the last trace in this file, which otaflash --trace wrote, and no other. Prints the token \
            that otaflash has to be given. Ends with 1 where the host does something else.
            """
    )
    var replay: String?

    @Flag(help: "Play the trace as fast as the host asks, without the time that the board took.")
    var replayFast = false

    @Flag(
        help: """
            Give the board its power only now, and keep what it says before its terminal is opened; otherwise it is up \
            already, and its boot text is lost, as on a real port.
            """
    )
    var keepBootText = false

    @Option(
        help: ArgumentHelp(
            "The permissions of the board's terminal, in octal; without it those that the system gives.",
            valueName: "octal"
        )
    )
    var mode: FileMode?

    @OptionGroup var board: BoardOptions

    func validate() throws {
        guard !replayFast || replay != nil else { throw ValidationError("--replay-fast is for --replay.") }
        guard !keepBootText || replay == nil else {
            throw ValidationError("--keep-boot-text is for a board, not for --replay.")
        }
        guard mode == nil || replay == nil else {
            throw ValidationError("--mode is for a board, not for --replay.")
        }
    }

    func run() throws {
        let stop = try StopSignals.wakeup()
        if let replay {
            let trace = try TraceFile(replay).last()
            let server = ReplayServer(trace, pace: replayFast ? .fast : .recorded, link: link)
            return try server.run(until: stop) { announce($0, token: trace.header.token) }
        }
        let server = try board.checked {
            try PseudoTerminalServer(board.configuration(), link: link, keepsBootText: keepBootText, mode: mode?.bits)
        }
        try server.run(until: stop) { announce($0) }
    }

    private func announce(_ path: String, token: String? = nil) {
        print("ready \(path)")
        if let token { print("token \(token)") }
        fflush(nil)
    }
}

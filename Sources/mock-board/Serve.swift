import ArgumentParser
import Foundation
import Glibc
import MockBoard
import TransportPosix
import TransportTrace

/// Serves a board until a signal stops it.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve a board (the default).",
        usage: """
            mock-board [OPTION ...]
            mock-board make-image FILE [OPTION ...]
            """,
        discussion: HelpText.discussion
    )

    @Option(help: "Create this symbolic link to the board's terminal and print it instead of the terminal's path.")
    var link: String?

    @Option(
        help: """
            Replay the board of the last trace in this file, written by otaflash --trace, instead of running one. \
            Prints the token to pass to otaflash. Exits with 1 if the host does something else.
            """
    )
    var replay: String?

    @Flag(help: "Replay the trace as fast as the host asks, without the board's delays.")
    var replayFast = false

    @Flag(
        help: """
            Power the board on now, and keep what it prints before its terminal is opened. Otherwise it is up already, \
            and its boot text is lost, as on a real port.
            """
    )
    var keepBootText = false

    @Option(
        help: ArgumentHelp(
            "The permissions of the board's terminal, in octal. Defaults to those that the system sets.",
            valueName: "octal"
        )
    )
    var mode: FileMode?

    @OptionGroup var board: BoardOptions

    func validate() throws {
        guard !replayFast || replay != nil else { throw ValidationError("--replay-fast needs --replay.") }
        guard !keepBootText || replay == nil else {
            throw ValidationError("--keep-boot-text cannot be combined with --replay.")
        }
        guard mode == nil || replay == nil else {
            throw ValidationError("--mode cannot be combined with --replay.")
        }
    }

    func run() throws {
        let stop = try StopSignals.wakeup()
        if let replay {
            let trace = try TraceFile(replay).last()
            let server = ReplayServer(trace, pace: replayFast ? .fast : .recorded, link: link)
            return try server.run(until: stop) { announce($0, token: trace.header.token) }
        }
        let warning = try board.checked { try board.firmwareWarning() }
        if let warning {
            try FileHandle.standardError.write(contentsOf: Data("Warning: \(warning)\n".utf8))
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

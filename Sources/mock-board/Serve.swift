import ArgumentParser
import Dispatch
import Glibc
import MockBoard
import TransportPosix

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

    @OptionGroup var board: BoardOptions

    func run() throws {
        let server = try board.checked { try PseudoTerminalServer(board.configuration(), link: link) }
        let stop = try Wakeup()
        for number in [SIGTERM, SIGINT, SIGHUP] { signal(number, SIG_IGN) }
        let sources = [SIGTERM, SIGINT, SIGHUP].map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { @Sendable in stop.signal() }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        try server.run(until: stop) { path in
            print("ready \(path)")
            fflush(nil)
        }
    }
}

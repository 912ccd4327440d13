import ArgumentParser
import Foundation
import Glibc
import TransportPosix

/// The program: serves a board, or writes an image for one.
@main
struct MockBoardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mock-board",
        abstract: "A NodeMCU board without hardware, on a pseudo terminal.",
        subcommands: [Serve.self, MakeImage.self],
        defaultSubcommand: Serve.self
    )

    static func main() {
        StandardStreams.occupy()
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            var command = try parseAsRoot(completing(arguments))
            try command.run()
        } catch {
            let status = status(for: error)
            // Help is printed in full; an error is one line.
            let text = status == EXIT_SUCCESS ? fullMessage(for: error) : "mock-board: \(message(for: error))"
            let output = status == EXIT_SUCCESS ? FileHandle.standardOutput : .standardError
            output.write(Data((text + "\n").utf8))
            Glibc.exit(status)
        }
    }

    /// Help without a subcommand is the help of `serve`, the default subcommand.
    static func completing(_ arguments: [String]) -> [String] {
        let names = configuration.subcommands.map { $0._commandName } + ["help"]
        let asksForHelp = arguments.contains { ["--help", "-h", "-help"].contains($0) }
        guard asksForHelp, arguments.first.map({ !names.contains($0) }) ?? true else { return arguments }
        return ["serve", "--help"]
    }

    /// The exit status: 0 for help, 2 if the arguments are wrong, 1 if the board cannot be served.
    static func status(for error: any Error) -> Int32 {
        switch exitCode(for: error) {
        case .success: EXIT_SUCCESS
        case .validationFailure: 2
        default: EXIT_FAILURE
        }
    }
}

import ArgumentParser

/// The program: serves a board, or writes an image for one.
@main
struct MockBoardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mock-board",
        abstract: "A NodeMCU board without hardware, on a pseudo terminal.",
        discussion: """
            Real Lua 5.1 and 5.3, four firmware lines, flash with partition table and slots, boot loader and rollback. \
            Prints `ready PATH` once it serves and stays until SIGTERM or SIGINT.
            """,
        subcommands: [Serve.self, MakeImage.self],
        defaultSubcommand: Serve.self
    )
}

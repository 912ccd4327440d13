import ArgumentParser
import OTAUpgrade
import TransportCore

/// What resets a board.
struct ResetMethodOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How DTR and RTS reach the chip: classic, usb-serial-jtag, cdc, direct-rts or none.",
            discussion: "Resets by the lines and not at the prompt. The usual one of the port if none is given.",
            valueName: "circuit"
        )
    )
    var circuit: ResetCircuit?

    @Option(
        help: ArgumentHelp(
            "Move the lines like this: D0, D1 (DTR), R0, R1 (RTS), U0,1 (both at once), W0.1 (wait), with | between.",
            discussion: "One that does not start the application on the circuit is refused before a line moves.",
            valueName: "steps"
        ),
        transform: Self.sequence
    )
    var sequence: ResetSequence?

    @Flag(help: "Use node.restart() only, and move no line.")
    var lua = false

    @Flag(help: "Reset the board even if that gives up firmware on trial.")
    var force = false

    @Flag(help: "Do not watch the board start.")
    var noWait = false

    mutating func validate() throws {
        guard !lua || (circuit == nil && sequence == nil) else {
            throw ValidationError("--lua moves no line: it goes without --circuit and --sequence.")
        }
    }

    /// The options for a board with that circuit.
    func options(_ board: ResetCircuit) -> ResetOptions {
        var options = ResetOptions()
        options.way = lua ? .prompt : circuit != nil || sequence != nil ? .lines : .promptThenLines
        options.circuit = board
        options.sequence = sequence
        options.waits = !noWait
        options.isForced = force
        return options
    }

    private static func sequence(_ text: String) throws -> ResetSequence {
        do {
            return try ResetSequence(parsing: text)
        } catch {
            throw ValidationError("\(error)")
        }
    }
}

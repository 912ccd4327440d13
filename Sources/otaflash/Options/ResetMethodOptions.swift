import ArgumentParser
import OTAUpgrade
import Reports
import TerminalUI
import TransportCore

/// How to reset a board.
struct ResetMethodOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How DTR and RTS are connected to the chip: classic, usb-serial-jtag, cdc, direct-rts or none.",
            discussion: "If given, resets with the lines and not at the prompt. Defaults to the usual one of the port.",
            valueName: "circuit"
        )
    )
    var circuit: ResetCircuit?

    @Option(
        help: ArgumentHelp(
            "Move the lines in these steps: D0, D1 (DTR), R0, R1 (RTS), U0,1 (both at once), W0.1 (wait), joined by |.",
            discussion: "A sequence that does not start the application on the circuit is refused up front.",
            valueName: "steps"
        ),
        transform: Self.sequence
    )
    var sequence: ResetSequence?

    @Flag(help: "Use only node.restart(), and do not touch DTR or RTS.")
    var lua = false

    @Flag(help: "Reset the board even if that gives up firmware on trial.")
    var force = false

    @Flag(help: "Do not watch the board start.")
    var noWait = false

    mutating func validate() throws {
        guard !lua || (circuit == nil && sequence == nil) else {
            throw ValidationError("--lua moves no line: it cannot be combined with --circuit or --sequence.")
        }
    }

    /// The options for a board with a circuit.
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

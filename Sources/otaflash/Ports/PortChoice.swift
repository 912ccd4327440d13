import LuaREPL
import OTAUpgrade
import TransportCore

/// Decides which of the ports that were probed is the one that is meant.
enum PortChoice {
    /// The one that answers.
    /// - Throws: `noDevice` where none does, `ambiguousDevice` where several do, `interrupted` where probing was.
    static func choose(_ probes: [PortProbe]) throws(UpgradeError) -> PortProbe {
        let boards = probes.filter { $0.identity != nil }
        if boards.count == 1 { return boards[0] }
        for case .nothing(let error) in probes.map(\.outcome) where error.code == .interrupted { throw error }
        throw boards.isEmpty ? nothing(probes) : several(boards)
    }

    private static func nothing(_ probes: [PortProbe]) -> UpgradeError {
        guard !probes.isEmpty else {
            return UpgradeError(
                .noDevice,
                "This host has no serial port.",
                nextStep: "Connect the board, or name where it is found with --port."
            )
        }
        let seen = probes.map { probe -> String in
            guard case .nothing(let error) = probe.outcome else { return "" }
            return "\n  \(probe.address): \(error.message)"
        }
        return UpgradeError(
            .noDevice,
            "No serial port of this host answers as a NodeMCU board." + seen.joined(),
            nextStep:
                "Check cable and power, and that the board is not in use; or name its port with --port, which waits longer."
        )
    }

    private static func several(_ boards: [PortProbe]) -> UpgradeError {
        let ways = boards.map { board -> String in
            let facts = [board.identity?.chipName, board.identity?.chipID].compactMap(\.self).joined(separator: " ")
            return "\n  --port \(board.address)" + (facts.isEmpty ? "" : "  # \(facts.printable)")
        }
        return UpgradeError(
            .ambiguousDevice,
            "\(boards.count) boards answer.",
            nextStep: "Say which one is meant:" + ways.joined()
        )
    }
}

import Bench
import DeviceDiscovery
import LuaREPL
import OTAUpgrade
import TransportCore

/// Decides which of the ports that were probed is the one that is meant.
enum PortChoice {
    /// The one that answers.
    /// - Parameter address: the address that its board must have, as far as the board tells it; any where none is given.
    /// - Throws: `noDevice` where none does, `ambiguousDevice` where several do, `interrupted` where probing was.
    static func choose(_ probes: [PortProbe], with address: MACAddress? = nil) throws(UpgradeError) -> PortProbe {
        let boards = probes.filter { probe in
            guard let identity = probe.identity else { return false }
            return address.map { address in identity.chipID.map(address.isConsistent) ?? false } ?? true
        }
        if boards.count == 1 { return boards[0] }
        for case .nothing(let error) in probes.map(\.outcome) where error.code == .interrupted { throw error }
        throw boards.isEmpty ? nothing(probes, address) : several(boards, among: probes)
    }

    /// What the user should know about a board that was chosen by its address: its chip id lacks the last byte of it.
    static func doubt(about probe: PortProbe, with address: MACAddress) -> String {
        let id = probe.identity?.chipID?.printable ?? "not told"
        return "Using \(probe.address): its chip id \(id) agrees with \(address), but lacks the last byte, which could "
            + "not be checked. A board with a neighbouring address looks the same."
    }

    /// Why this user may open no port that is meant, where that is so.
    ///
    /// A UART of the host is always there, so it is not the one that is meant where there are ports on USB.
    private static func lackOfRights(_ probes: [PortProbe]) -> UpgradeError? {
        let onUSB = probes.filter { $0.device.usb != nil }
        let meant = onUSB.isEmpty ? probes : onUSB
        let errors = meant.compactMap { probe -> UpgradeError? in
            if case .nothing(let error) = probe.outcome { error } else { nil }
        }
        guard var first = errors.first, errors.count == meant.count,
            errors.allSatisfy({ $0.code == .permissionDenied })
        else { return nil }
        if errors.count > 1 { first.message = errors.map(\.message).joined(separator: "\n  ") }
        return first
    }

    private static func nothing(_ probes: [PortProbe], _ address: MACAddress?) -> UpgradeError {
        guard !probes.isEmpty else {
            return UpgradeError(
                .noDevice,
                "This host has no serial port.",
                nextStep: "Connect the board, or name where it is found with --port; --wait waits until it is there."
            )
        }
        if let lackOfRights = lackOfRights(probes) { return lackOfRights }
        let seen = probes.map { probe -> String in
            switch probe.outcome {
            case .nothing(let error): "\n  \(probe.address): \(error.message)"
            case .board(let report):
                "\n  \(probe.address): a board whose chip id is \(report.identity.chipID?.printable ?? "not told")."
            }
        }
        guard let address else {
            return UpgradeError(
                .noDevice,
                "No serial port of this host answers as a NodeMCU board." + seen.joined(),
                nextStep:
                    "Check cable and power, and that the board is not in use; or name its port with --port, which waits longer."
            )
        }
        return UpgradeError(
            .noDevice,
            "No board of this host says that it is \(address)." + seen.joined(),
            nextStep:
                "Check cable and power; only an ESP32 and a USB-Serial-JTAG tell their address, so select others by serial: or path:."
        )
    }

    private static func several(_ boards: [PortProbe], among probes: [PortProbe]) -> UpgradeError {
        let devices = probes.map(\.device)
        let ways = boards.map { board -> String in
            let facts = [board.identity?.chipName, board.identity?.chipID].compactMap(\.self).joined(separator: " ")
            let selector = board.device.distinctiveSelector(among: devices).description.quotedForShell.printable
            return "\n  --device \(selector)" + (facts.isEmpty ? "" : "  # \(facts.printable)")
        }
        return UpgradeError(
            .ambiguousDevice,
            "\(boards.count) boards answer.",
            nextStep: "Say which one is meant:" + ways.joined()
        )
    }
}

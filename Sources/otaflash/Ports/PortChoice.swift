import DeviceDiscovery
import Inventory
import LuaREPL
import OTAUpgrade
import Reports
import TerminalUI
import TransportCore

/// Chooses one of the ports that were probed.
enum PortChoice {
    /// The only port whose board answers.
    /// - Parameter address: the address that the board must have, as far as the board reports it; `nil` for any.
    /// - Throws: `noDevice` if none answers, `ambiguousDevice` if several do, `interrupted` if probing was interrupted.
    static func choose(_ probes: [PortProbe], with address: MACAddress? = nil) throws(UpgradeError) -> PortProbe {
        let boards = probes.filter { probe in
            guard let identity = probe.identity else { return false }
            return address.map { address in identity.chipID.map(address.isConsistent) ?? false } ?? true
        }
        if boards.count == 1 { return boards[0] }
        for case .nothing(let error) in probes.map(\.outcome) where error.code == .interrupted { throw error }
        throw boards.isEmpty ? nothing(probes, address) : several(boards, among: probes)
    }

    /// A note about a board that was chosen by its address: its chip id lacks the last byte of the address.
    static func doubt(about probe: PortProbe, with address: MACAddress) -> String {
        let id = probe.identity?.chipID?.printable ?? "unknown"
        return "Using \(probe.address): its chip id \(id) agrees with \(address), but lacks the last byte, which could "
            + "not be checked. A board with a neighbouring address looks the same."
    }

    /// Why this user is not allowed to open any of the likely ports; `nil` if that is not so.
    ///
    /// A UART of the host always exists, so if there are ports on USB, only those are likely.
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
                nextStep: "Connect the board, or name its port with --port; --wait waits until the board is connected."
            )
        }
        if let lackOfRights = lackOfRights(probes) { return lackOfRights }
        let seen = probes.map { probe -> String in
            switch probe.outcome {
            case .nothing(let error): "\n  \(probe.address): \(error.message)"
            case .board(let report):
                "\n  \(probe.address): a board whose chip id is \(report.identity.chipID?.printable ?? "unknown")."
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
            "No board of this host reports the address \(address)." + seen.joined(),
            nextStep:
                "Check cable and power; only an ESP32 and a USB-Serial-JTAG report an address, so select others by serial: or path:."
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

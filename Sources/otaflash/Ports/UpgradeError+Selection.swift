import DeviceDiscovery
import Inventory
import LuaREPL
import OTAUpgrade
import Reports
import TerminalUI
import TransportCore

extension UpgradeError {
    /// A selector that does not match exactly one device; selectors that do are listed, ready to copy.
    /// - Parameter canWait: whether the command has `--wait`.
    static func selection(_ error: SelectorError, canWait: Bool = true) -> UpgradeError {
        let code: Code =
            switch error.code {
            case .noDevice, .needsInventory: .noDevice
            case .ambiguous: .ambiguousDevice
            case .cancelled: .interrupted
            }
        let listed = error.matching.isEmpty ? error.present : error.matching
        let ways = zip(error.suggestions, listed).map { selector, device in
            "\n  --device \(selector.description.quotedForShell)  # \(device.summary)".printableLines
        }
        switch error.code {
        case .noDevice where listed.isEmpty:
            return UpgradeError(
                code,
                "\(error.message) This host has no serial port.".printable,
                nextStep: canWait
                    ? "Check cable and power, or wait for the device with --wait." : "Check cable and power.",
                phase: .connect
            )
        case .noDevice:
            return UpgradeError(
                code,
                error.message.printable,
                nextStep:
                    "Check cable and power, \(canWait ? "wait for it with --wait, " : "")or choose one that is there:"
                    + ways.joined(),
                phase: .connect
            )
        case .ambiguous:
            return UpgradeError(
                code,
                error.message.printable,
                nextStep: "Say which one is meant:" + ways.joined(),
                phase: .connect
            )
        case .needsInventory:
            return UpgradeError(
                code,
                error.message.printable,
                nextStep: "Name the inventory with --inventory, or select the board by serial:, path: or usb:.",
                phase: .connect
            )
        case .cancelled:
            return UpgradeError(code, error.message.printable, nextStep: error.nextStep, phase: .connect)
        }
    }

    /// Another process has the port open.
    static func held(_ device: SerialDevice, by holder: PortHolder) -> UpgradeError {
        UpgradeError(
            .portBusy,
            "\(device.path) is held by \(holder.command) (process \(holder.pid)).".printable,
            nextStep: "Stop that program, for example with `kill \(holder.pid)`, or choose another port.",
            phase: .connect
        )
    }
}

extension SerialDevice {
    /// The node and what it is, in a few words.
    var summary: String {
        let kind = usb.map { $0.productName?.truncated(to: 40) ?? $0.description } ?? driver
        return [path, kind].compactMap(\.self).joined(separator: ", ")
    }
}

import DeviceDiscovery
import ESPImage
import Inventory
import LuaREPL
import OTAUpgrade
package import TerminalUI
import TransportCore

extension [PortListing] {
    /// The ports, one block each; nothing if there are none.
    package func lines(width: Int, paint: Paint) -> [String] {
        [String](map { $0.lines(width: width, paint: paint) }.joined(separator: [""]))
    }
}

extension PortListing {
    /// The port, what it is, what selects it, and what its board reported.
    package func lines(width: Int, paint: Paint) -> [String] {
        var fields = FieldList()
        fields.add("device", deviceText?.printable)
        fields.add("socket", socketText?.printable)
        fields.add("profile", profiles.joined(separator: ", ").printable)
        fields.add("select", "--device \(selector.description.quotedForShell)".printable)
        for link in device.byID.isEmpty ? device.byPath : device.byID { fields.add("link", link.printable) }
        for link in device.links { fields.add("link", link.printable) }
        probe?.addFields(to: &fields)
        let heading = "\(device.path)  \(accessText)".printable
        return [heading] + fields.lines(width: width, indent: 2, nameWidth: 7, paint: paint)
    }

    /// The port and its event, on one line.
    package func line(_ event: String) -> String {
        let kind = device.usb.map { $0.productName?.truncated(to: 24) ?? $0.description } ?? device.driver
        return [event.padded(to: 7), device.path, kind, "--device \(selector.description.quotedForShell)"]
            .compactMap { $0?.printable }.joined(separator: "  ")
    }

    private var deviceText: String? {
        guard let usb = device.usb else { return device.driver.map { "driver \($0)" } }
        let name = usb.productName?.truncated(to: 40)
        return [name, usb.description, usb.serialNumber.map { "serial \($0)" }].compactMap(\.self)
            .joined(separator: ", ")
    }

    private var socketText: String? {
        guard let topology = device.topology else { return nil }
        let port = selector.port.map { "port \($0)" }
        return [topology, device.interface.map { "interface \($0)" }, port, device.driver.map { "driver \($0)" }]
            .compactMap(\.self).joined(separator: ", ")
    }

    private var accessText: String {
        if let holder = device.holder { return "held by \(holder.command.executableName) (process \(holder.pid))" }
        return device.isAccessible ? "free" : "no permission"
    }
}

extension PortProbe {
    fileprivate func addFields(to fields: inout FieldList) {
        switch outcome {
        case .nothing(let error):
            fields.add("board", "none answers: \(error.message)")
        case .board(let report):
            let identity = report.identity
            let chip = identity.chipName ?? "unknown chip"
            let id = identity.chipID.map { ", id \($0)" } ?? device.mac.map { ", MAC \($0)" } ?? ""
            fields.add(
                "board",
                "\(chip)\(id), \(identity.lineText)".printable
            )
            guard let status = report.status else { return fields.add("slots", "no otaupgrade in the firmware") }
            for slot in status.slots { fields.add("slot", slot.text(in: status).printable) }
        }
    }
}

extension OTAStatus.Slot {
    fileprivate func text(in status: OTAStatus) -> String {
        let firmware = description.map { "\($0.name) \($0.version)" } ?? "empty"
        let marks = [label == status.running ? "runs" : nil, label == status.boot ? "boots" : nil, state?.word]
        return ([label + " " + firmware.truncated(to: 48)] + marks.compactMap(\.self)).joined(separator: ", ")
    }
}

extension String {
    /// The name of the program at the start of a command line, without its folder and arguments.
    fileprivate var executableName: String {
        let program = prefix { $0 != " " }
        return String(program.split(separator: "/").last ?? program)
    }
}

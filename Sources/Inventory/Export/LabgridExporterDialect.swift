import DeviceDiscovery
import TransportCore

/// Resources of labgrid's exporter: a group for each board, with its console.
///
/// Sources: labgrid 26.0.1 `resource/udev.py` (what a `match` compares: udev properties, attributes and pyudev's own
/// `sys_name`, with `@` those of a parent; the complete value, case-sensitive), `resource/serialport.py`,
/// `remote/config.py` (the file is a Jinja template in which `#` starts a statement, so comments start with `##`),
/// `remote/exporter.py` (a port's path starts with `/dev/`); systemd 252 `udev-builtin-usb_id.c`, `60-serial.rules`.
enum LabgridExporterDialect: ExportDialect {
    static let lostKeys: [BoardEntry.Key] = [.profile, .chip, .tags, .check, .powerHook]

    static func text(_ boards: [ExportedBoard], bench: String, by program: String, notes: inout [String]) -> String {
        var groups: [(String, YAMLValue?)] = []
        for board in boards {
            guard let console = console(of: board, notes: &notes) else { continue }
            let socket = board.device?.topology.map { "USB socket \($0)" }
            groups.append((board.name, YAMLValue([("location", socket.map(YAMLValue.text)), ("console", console)])))
        }
        return "## Resources of labgrid-exporter, written by \(program).\n" + YAMLValue(groups).document
    }

    private static func console(of board: ExportedBoard, notes: inout [String]) -> YAMLValue? {
        let speed = YAMLValue.integer(board.baud)
        if let path = board.writtenPath {
            if !path.hasPrefix("/dev/") {
                notes.append(
                    "labgrid-exporter serves only ports in /dev, so it will refuse \(path) of \(board.name)."
                )
            }
            return YAMLValue([("cls", "RawSerialPort"), ("port", .text(path)), ("speed", speed)])
        }
        switch board.place {
        case .address(.socket(let host, let port)): return network(host, port, "raw", speed)
        case .address(.rfc2217(let host, let port)): return network(host, port, "rfc2217", speed)
        case .address: return nil
        case .device(let selector):
            guard let match = match(selector, of: board, notes: &notes) else { return nil }
            return YAMLValue([("cls", "USBSerialPort"), ("match", YAMLValue(match)), ("speed", speed)])
        }
    }

    private static func network(_ host: String, _ port: Int, _ kind: String, _ speed: YAMLValue) -> YAMLValue {
        YAMLValue([
            ("cls", "NetworkSerialPort"), ("host", .text(host)), ("port", .integer(port)), ("speed", speed),
            ("protocol", .text(kind)),
        ])
    }

    private static func match(
        _ selector: DeviceSelector,
        of board: ExportedBoard,
        notes: inout [String]
    ) -> [(String, YAMLValue?)]? {
        let interface = (selector.interface).map { number in
            YAMLValue.text((number < 16 ? "0" : "") + String(number, radix: 16))
        }
        // udev has no property for the port number; it is an attribute of the converter's port.
        let port = [
            ("ID_USB_INTERFACE_NUM", interface), ("@port_number", selector.port.map { .text("\($0)") }),
        ]
        switch selector.criterion {
        case .usb(let vendor, let product):
            let ids = USBIdentity(vendor: vendor, product: product).description.split(separator: ":").map(String.init)
            return [("ID_VENDOR_ID", .text(ids[0])), ("ID_MODEL_ID", .text(ids[1]))] + port
        case .serial(let text):
            let serial = board.device?.serialNumber
            if serial == nil {
                notes.append(
                    "\(board.name) is not connected, so “\(text)” may be only a part of the serial number that labgrid needs."
                )
            }
            return [("ID_SERIAL_SHORT", .text((serial ?? text).asUdevValue))] + port
        case .topology(let place):
            // Only udev knows the path to the controller; if the device is not connected, use its place on the bus.
            if let path = board.device?.udevPath { return [("ID_PATH", .text(path)), port[1]] }
            return [("@sys_name", .text(place))] + port
        case .mac(let address):
            guard let serial = board.device?.serialNumber else {
                notes.append("labgrid does not support the address \(address), so \(board.name) is left out.")
                return nil
            }
            return [("ID_SERIAL_SHORT", .text(serial.asUdevValue))]
        case .name, .node: return nil
        }
    }
}

extension SerialDevice {
    /// The device's udev `ID_PATH`, taken from its by-path link; `nil` without such a link.
    fileprivate var udevPath: String? {
        // Newer versions create a second link that contains the USB revision (`usbv2`).
        let link = byPath.first { $0.contains("-usb-") } ?? byPath.first
        guard let name = link?.split(separator: "/").last else { return nil }
        guard let range = name.range(ofLast: "-port"), name[range.upperBound...].allSatisfy(\.isNumber) else {
            return String(name)
        }
        return String(name[..<range.lowerBound])
    }
}

extension String {
    /// The text as udev puts it into a property: without spaces at its ends, and `_` for unsafe characters
    /// (systemd 252 `device-nodes.c`).
    fileprivate var asUdevValue: String {
        let words = split { $0 == " " || $0 == "\t" }.joined(separator: "_")
        return String(
            words.unicodeScalars.map { scalar -> Character in
                let isSafe =
                    scalar.value >= 0x80 || scalar.properties.isASCIIHexDigit
                    || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
                    || "#+-.:=@_".unicodeScalars.contains(scalar)
                return isSafe ? Character(scalar) : "_"
            }
        )
    }
}

extension Substring {
    /// The range of the last occurrence of a text.
    fileprivate func range(ofLast text: String) -> Range<Index>? {
        var end = endIndex
        while let start = index(end, offsetBy: -text.count, limitedBy: startIndex) {
            if self[start..<end] == text { return start..<end }
            end = index(before: end)
        }
        return nil
    }
}

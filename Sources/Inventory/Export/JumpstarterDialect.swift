import DeviceDiscovery
import TransportCore

/// A configuration of Jumpstarter's exporter: a serial port for each board.
///
/// Sources: jumpstarter 0.9.0 `config/exporter.py`, `jumpstarter_driver_pyserial/driver.py` (`check_present` opens the port
/// when the exporter starts, and ends it if the board is not there; RFC 2217 has no descriptor to stream from);
/// pyserial 3.5 `protocol_hwgrep.py` (the first port whose description contains the pattern; `&` ends the pattern),
/// `list_ports_linux.py` (`USB VID:PID=10C4:EA60 SER=0001 LOCATION=1-2`; with several interfaces, `1-6:1.1`).
enum JumpstarterDialect: ExportDialect {
    static let lostKeys: [BoardEntry.Key] = [.profile, .chip, .tags, .check, .powerHook]

    static func text(_ boards: [ExportedBoard], bench: String, by program: String, notes: inout [String]) -> String {
        var exports: [(String, YAMLValue?)] = []
        for board in boards {
            guard let url = url(of: board, notes: &notes) else { continue }
            let config = YAMLValue([
                ("url", .text(url)), ("baudrate", .integer(board.baud)), ("check_present", false),
            ])
            exports.append(
                (board.name, YAMLValue([("type", "jumpstarter_driver_pyserial.driver.PySerial"), ("config", config)]))
            )
        }
        let document = YAMLValue([
            ("apiVersion", "jumpstarter.dev/v1alpha1"), ("kind", "ExporterConfig"),
            ("metadata", YAMLValue([("namespace", "default"), ("name", .text(bench))])),
            ("export", YAMLValue(exports)),
        ])
        return "# A Jumpstarter exporter, written by \(program).\n" + document.document
    }

    private static func url(of board: ExportedBoard, notes: inout [String]) -> String? {
        switch board.place {
        case .address(.terminal(path: let path)): return path
        case .address(.socket(let host, let port)): return TransportAddress.socket(host: host, port: port).description
        case .address(.rfc2217), .address(.simulated):
            notes.append("Jumpstarter's PySerial cannot stream from RFC 2217, so \(board.name) is left out.")
            return nil
        case .device(let selector) where selector.port != nil:
            // pyserial describes all ports of one interface in the same way.
            let link = board.device.flatMap { $0.byPath.first ?? $0.byID.first }
            if link == nil {
                notes.append("pyserial cannot distinguish the ports of one interface, so \(board.name) is left out.")
            }
            return link
        case .device(let selector):
            guard let pattern = pattern(selector, board) else {
                notes.append("pyserial cannot find a port by \(selector), so \(board.name) is left out.")
                return nil
            }
            return pattern
        }
    }

    /// The URL that finds the port each time it is opened.
    private static func pattern(_ selector: DeviceSelector, _ board: ExportedBoard) -> String? {
        let interface = selector.interface.map { #"LOCATION=\S*:[0-9]+\.\#($0)$"# }
        switch selector.criterion {
        case .node(let path): return path
        case .usb: return "hwgrep://" + "VID:PID=\(selector.description.dropFirst(4).prefix(9))" + tail(interface)
        case .serial(let text): return "hwgrep://SER=\(text.asPattern)" + (interface.map { "\\S* \($0)" } ?? "")
        case .topology(let place):
            let end = selector.interface.map { #":[0-9]+\.\#($0)"# } ?? #"(:[0-9]+\.[0-9]+)?"#
            return "hwgrep://LOCATION=\(place.asPattern)\(end)$"
        case .mac:
            return board.device?.serialNumber.map { "hwgrep://SER=\($0.asPattern)" }
        case .name: return nil
        }
    }

    private static func tail(_ interface: String?) -> String {
        interface.map { ".*\($0)" } ?? ""
    }
}

extension String {
    /// A pattern that matches only this text; everything except letters, digits and hyphens is escaped by number.
    fileprivate var asPattern: String {
        unicodeScalars.map { scalar in
            if scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-" {
                return String(scalar)
            }
            let digits = String(scalar.value, radix: 16)
            return scalar.value < 0x100
                ? #"\x"# + String(repeating: "0", count: 2 - digits.count) + digits
                : #"\U"# + String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }
}

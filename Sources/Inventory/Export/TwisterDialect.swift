import BoardProfiles
import DeviceDiscovery
import ESPImage
import TransportCore

/// A hardware map of Zephyr's twister, with only the keys of its schema.
///
/// Sources: zephyr `scripts/schemas/twister/hwmap-schema.yaml` (the keys), `twisterlib/hardwaremap.py` (a board that is
/// not `connected` is skipped and needs no port), `twisterlib/handlers.py` (`serial_pty` is split at spaces and commas).
enum TwisterDialect: ExportDialect {
    static let lostKeys: [BoardEntry.Key] = [.check, .powerHook]

    static func text(_ boards: [ExportedBoard], bench: String, by program: String, notes: inout [String]) -> String {
        let entries = boards.compactMap { entry(of: $0, notes: &notes) }
        return "# A hardware map of twister, written by \(program).\n" + YAMLValue.list(entries).document
    }

    private static func entry(of board: ExportedBoard, notes: inout [String]) -> YAMLValue? {
        var serial: String?
        var command: String?
        switch board.place {
        case .address(.socket(let host, let port)):
            let host = host.contains(":") ? "[\(host)]" : host
            command = "socat - TCP:\(host):\(port)"
        case .address(.rfc2217), .address(.simulated):
            notes.append("twister does not support RFC 2217, so \(board.name) is left out.")
            return nil
        case .address(.terminal), .device:
            serial = board.lastingPath
            if serial == nil {
                notes.append("\(board.name) is not present, so the map lists it as not connected.")
            }
        }
        let product = board.profile?.title ?? board.device?.usb?.productName ?? "unknown"
        return YAMLValue([
            ("connected", .bool(serial != nil || command != nil)),
            ("id", .text(board.name)),
            ("platform", .text("nodemcu" + (board.chip.map { "-\($0.rawValue)" } ?? ""))),
            ("product", .text(product)),
            ("runner", "nodemcu"),
            ("serial", serial.map(YAMLValue.text)),
            ("serial_pty", command.map(YAMLValue.text)),
            ("baud", .integer(board.baud)),
            // One port for both: the console must not be open while the board is flashed.
            ("flash_before", true),
            ("flash_timeout", 600),
            ("fixtures", .list((["nodemcu"] + board.tags).map(YAMLValue.text))),
            ("notes", board.entry.profile.map { .text("profile \($0)") }),
        ])
    }
}

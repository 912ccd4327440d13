import DeviceDiscovery
import LuaREPL
import TransportCore

extension [SerialDevice] {
    /// The ports as a table, each with its lasting name below it; nothing where there are none.
    func lines(width: Int, paint: Paint) -> [String] {
        guard !isEmpty else { return [] }
        let table = TextTable(
            header: ["PORT", "USB", "SERIAL", "DRIVER", "PRODUCT", "ACCESS"],
            rows: map(\.row)
        ).lines
        return [paint(table[0], .faint)]
            + zip(self, table.dropFirst()).flatMap { device, row in
                [row] + device.stableNames.map { "  " + paint($0, .faint) }
            }
    }
}

extension SerialDevice {
    fileprivate var row: [String] {
        [
            path, usb?.description ?? "", usb?.serialNumber?.truncated(to: 17) ?? "", driver ?? "",
            usb?.productName?.truncated(to: 20) ?? "", accessText,
        ].map(\.printable)
    }

    private var accessText: String {
        if let holder { return "held by \(holder.command.executableName) (\(holder.pid))" }
        return isAccessible ? "yes" : "no"
    }

    fileprivate var stableNames: [String] {
        (byID.isEmpty ? byPath : byID).map(\.printable)
    }
}

extension String {
    /// The name of the program at the start of a command line, without its folder and arguments.
    fileprivate var executableName: String {
        let program = prefix { $0 != " " }
        return String(program.split(separator: "/").last ?? program)
    }
}

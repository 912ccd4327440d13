import DeviceDiscovery
import LuaREPL
import TerminalUI

extension [USBHub] {
    /// Each hub with a table of its ports.
    func lines(width: Int, paint: Paint) -> [String] {
        enumerated().flatMap { index, hub in (index == 0 ? [] : [""]) + hub.lines(width: width, paint: paint) }
    }
}

extension USBHub {
    fileprivate func lines(width: Int, paint: Paint) -> [String] {
        let name = productName.map { "  " + $0.printable.truncated(to: 40) } ?? ""
        var lines = [paint("Hub \(location)", .strong) + "  \(device.ids)\(name)"]
        lines += Paragraph.lines(facts, width: width, indent: 2)
        guard !ports.isEmpty else { return lines }
        let table = TextTable(header: ["PORT", "POWER", "DEVICE", "ID", "PRODUCT", "TTY"], rows: ports.map(\.row)).lines
        return lines + table.enumerated().map { "  " + ($0.offset == 0 ? paint($0.element, .faint) : $0.element) }
    }

    private var facts: String {
        if let fault { return fault.message.printable }
        guard let descriptor else { return "" }
        let ports = descriptor.portCount == 1 ? "1 port" : "\(descriptor.portCount) ports"
        let half = twin.map { ", \(descriptor.generation.words), the other half is \($0)" } ?? ""
        let root = location.isRoot && canSwitch == true ? "; a root hub, only with --force" : ""
        return "\(ports), \(descriptor.switching.words)\(half)\(root)"
    }
}

extension HubPort {
    fileprivate var row: [String] {
        [
            "\(number)", status?.powerWord ?? "?", device?.location.description ?? "", device?.ids ?? "",
            productName?.truncated(to: 24) ?? "", terminals.map { $0.droppingFolder }.joined(separator: ","),
        ].map(\.printable)
    }
}

extension PowerSwitching {
    fileprivate var words: String {
        switch self {
        case .individual: "each switched individually"
        case .ganged: "switched only all together"
        case .none: "not switched"
        }
    }
}

extension HubGeneration {
    fileprivate var words: String { self == .usb2 ? "USB 2" : "USB 3" }
}

extension String {
    fileprivate var droppingFolder: String { hasPrefix("/dev/") ? String(dropFirst(5)) : self }
}

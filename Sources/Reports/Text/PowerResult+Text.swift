package import DeviceDiscovery
import LuaREPL
package import TerminalUI

extension PowerResult {
    /// What was done, or the hubs, as lines for people; nothing if it could not be done.
    package func lines(width: Int, paint: Paint) -> [String] {
        if let hubs { return hubs.lines(width: width, paint: paint) }
        if let device { return ["Reset: \(device.location), \(device.ids)."] }
        guard let target, let report else { return [] }
        var lines = [paint(heading, failure == nil ? .good : .bad) + " \(target)."]
        var fields = FieldList()
        for side in report.sides {
            fields.add("hub \(side.port.hub)", "was \(side.before.powerWord), is \(side.after.powerWord)")
        }
        fields.add("device", report.device.map { "\($0.location), \($0.ids)" })
        fields.add("gone", report.hasGone?.word)
        fields.add("back", report.isBack?.word)
        lines += fields.lines(width: width, indent: 2, paint: paint)
        return lines
    }

    private var heading: String {
        switch verb {
        case .off: "Power off:"
        case .on: "Power on:"
        case .cycle, .list, .reset: "Power off and on:"
        }
    }
}

extension USBError {
    /// What happened and what to do next, as lines for people.
    package func lines(_ status: ExitStatus, width: Int, paint: Paint) -> [String] {
        var fields = FieldList()
        fields.add("next", nextStep.printableLines)
        fields.add("code", "\(code.rawValue), exit status \(status.rawValue)")
        let heading = code == .interrupted ? "Interrupted:" : "Error:"
        var lines = Paragraph.lines("\(heading) \(message.printableLines)", width: width, hanging: 2)
        lines[0] = paint(heading, .bad) + lines[0].dropFirst(heading.count)
        return lines + fields.lines(width: width, indent: 2, paint: paint)
    }
}

extension USBDevice {
    /// Vendor and product, `10c4:ea60`.
    var ids: String { USBIdentity(vendor: vendor, product: product).description }
}

extension PortStatus {
    /// Whether there is power, in one word.
    var powerWord: String { isOverCurrent ? "over-current" : isPowered ? "on" : "off" }
}

extension Bool {
    fileprivate var word: String { self ? "yes" : "no" }
}

import BoardProfiles
import ESPImage
import LuaREPL
package import TerminalUI
import TransportCore

extension BoardsReport {
    /// All boards as a table, or everything about the requested one.
    package func lines(width: Int, paint: Paint) -> [String] {
        guard board == nil else { return boards.first?.lines(width: width, paint: paint) ?? [] }
        guard !boards.isEmpty else { return [] }
        let table = TextTable(header: ["BOARD", "CHIP", "RESET", "BAUD", "USB"], rows: boards.flatMap(\.rows)).lines
        return [paint(table[0], .faint)] + table.dropFirst()
    }
}

extension BoardProfile {
    /// The row of the table, and rows below it for more ids than fit.
    fileprivate var rows: [[String]] {
        let ids = ports.map(\.usb.description)
        let first = [name.printable, chip?.displayName ?? "any", reset.rawValue, highestBaud.map { "\($0)" } ?? ""]
        let lines = stride(from: 0, to: ids.count, by: 2).map {
            ids[$0..<min($0 + 2, ids.count)].joined(separator: " ")
        }
        guard let line = lines.first else { return [first + ["none"]] }
        return [first + [line]] + lines.dropFirst().map { Array(repeating: "", count: first.count) + [$0] }
    }

    /// Everything that is known about it.
    fileprivate func lines(width: Int, paint: Paint) -> [String] {
        var fields = FieldList()
        fields.add("chip", chip?.displayName ?? "any")
        fields.add("variants", variants.joined(separator: ", ").printable)
        fields.add("flash", flashText)
        fields.add("console", "\(console.rawValue), initially at \(Quantity.count(defaultBaud)) baud")
        fields.add("rate", highestBaud.map { "up to \(Quantity.count($0)) baud" })
        fields.add("reset", reset.sentence)
        fields.add("on open", opensReset ? "some revisions reset when the port is opened" : nil)
        fields.add("boot pin", bootPin.map { "GPIO\($0), low at reset for download mode" })
        for port in ports { fields.add("usb", text(of: port)) }
        if ports.isEmpty { fields.add("usb", "no port of its own") }
        for quirk in quirks { fields.add("note", quirk.printable) }
        fields.add("source", source.printable)
        fields.add("confidence", confidence.rawValue)
        let heading = Paragraph.lines("\(name): \(title)".printable, width: width, hanging: 2)
        return heading.map { paint($0, .strong) } + [""] + fields.lines(width: width, indent: 2, paint: paint)
    }

    private var flashText: String? {
        guard let last = flashMegabytes.last else { return nil }
        let others = flashMegabytes.dropLast().map { "\($0)" }.joined(separator: ", ")
        return (others.isEmpty ? "" : others + " or ") + "\(last) MB"
    }

    private func text(of port: BoardPort) -> String {
        let serial = port.hasUniqueSerial.map { $0 ? "unique serial number" : "no unique serial number" }
        let parts = [
            "\(port.usb) \(port.part.printable)", port.usb.interface.map { "interface \($0)" },
            port.console == console ? nil : "console \(port.console.rawValue)",
            port.reset == reset ? nil : "reset \(port.reset.rawValue)", serial,
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }
}

extension ResetCircuit {
    /// The name and what it means.
    fileprivate var sentence: String {
        switch self {
        case .classic: "classic: DTR and RTS through two transistors"
        case .usbSerialJTAG: "usb-serial-jtag: the chip's own USB reads DTR and RTS"
        case .cdc: "cdc: no line resets it"
        case .directRTS: "direct-rts: RTS goes straight to EN"
        case .none: "none: by hand"
        }
    }
}

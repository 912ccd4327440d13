/// One pair of IDs in the rules, with the boards that have it.
struct UdevEntry: Sendable, Hashable {
    /// Vendor and product, `10c4:ea60`.
    let id: String
    let vendor: UInt16
    private let usb: USBMatch
    /// The interfaces of the boards' ports; empty if any interface matches.
    private let interfaces: [USBMatch]
    private let parts: [String]
    private let boards: [String]

    /// Makes an entry from ports that all have the ID, each with the name of its board.
    init?(id: String, ports: [(board: String, port: BoardPort)]) {
        guard let first = ports.first?.port.usb else { return nil }
        self.id = id
        vendor = first.vendor
        usb = first
        let all = Set(ports.map(\.port.usb))
        interfaces =
            all.contains { $0.interface == nil } ? [] : all.sorted { ($0.interface ?? 0) < ($1.interface ?? 0) }
        parts = Set(ports.map(\.port.part)).sorted()
        boards = Set(ports.map(\.board)).sorted()
    }

    /// Matches the USB device itself.
    var deviceKeys: String {
        "ATTR{idVendor}==\"\(usb.vendorDigits)\", ATTR{idProduct}==\"\(usb.productDigits)\""
    }

    /// Matches devices below the USB device.
    var parentKeys: String {
        "ATTRS{idVendor}==\"\(usb.vendorDigits)\", ATTRS{idProduct}==\"\(usb.productDigits)\""
    }

    /// The parts and boards that have the ID.
    var comment: String {
        let text = "\(parts.joined(separator: ", ")): \(boards.joined(separator: " "))"
        var lines = ["#"]
        for word in text.split(separator: " ") {
            if (lines.last ?? "").count + 1 + word.count > 110 { lines.append("#  ") }
            lines[lines.count - 1] += " " + word
        }
        return lines.joined(separator: "\n")
    }

    /// Matches the ports: all ports of the device, or those of the given interfaces.
    var portRules: String {
        let keys = "ENV{ID_VENDOR_ID}==\"\(usb.vendorDigits)\", ENV{ID_MODEL_ID}==\"\(usb.productDigits)\""
        let choice = interfaces.compactMap(\.interfaceDigits).joined(separator: "|")
        return keys + (choice.isEmpty ? "" : ", ENV{ID_USB_INTERFACE_NUM}==\"\(choice)\"") + ", GOTO=\"otaflash_port\""
    }
}

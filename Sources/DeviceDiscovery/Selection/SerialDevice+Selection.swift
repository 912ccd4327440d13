extension SerialDevice {
    /// The USB serial number.
    public var serialNumber: String? {
        usb?.serialNumber
    }

    /// The MAC address that a USB-Serial-JTAG has as its USB serial number (`ESP-IDF USB-Serial-JTAG console guide`).
    ///
    /// `nil` for other vendors, even if their serial numbers have twelve hexadecimal digits.
    public var mac: MACAddress? {
        guard usb?.isEspressif == true else { return nil }
        return serialNumber.flatMap(MACAddress.init)
    }

    /// Every link to the node that udev has made.
    var allLinks: [String] {
        byID + byPath + links
    }

    /// A selector that matches only this device, and still does when it comes back: its serial number if that is unique, else
    /// its socket, else its node.
    public func distinctiveSelector(among devices: [SerialDevice]) -> DeviceSelector {
        let others = devices.filter { $0.path != path }
        if let serialNumber, hasTellingSerialNumber {
            let namesakes = others.filter { $0.serialNumber?.lowercased() == serialNumber.lowercased() }
            if namesakes.allSatisfy({ $0.topology == topology }),
                let selector = selector(.serial(serialNumber), distinctFrom: namesakes)
            {
                return selector
            }
        }
        if let topology,
            let selector = selector(.topology(topology), distinctFrom: others.filter { $0.topology == topology })
        {
            return selector
        }
        return DeviceSelector(.node(path))
    }

    /// The shortest form of a selector that matches none of the other ports of the device; `nil` if every form does.
    private func selector(
        _ criterion: DeviceSelector.Criterion,
        distinctFrom siblings: [SerialDevice]
    ) -> DeviceSelector? {
        let forms = [(nil, nil), (interface, nil), (nil, port), (interface, port)]
        return forms.map { DeviceSelector(criterion, interface: $0.0, port: $0.1) }
            .first { form in !siblings.contains(where: form.matches) }
    }

    /// Whether the serial number looks unique.
    ///
    /// Many adapters have none, many CP2102 have `0001`, and example firmware counts up (`ESP-IDF esp_tinyusb`: `123456`).
    var hasTellingSerialNumber: Bool {
        guard let text = serialNumber, text.utf8.count >= 5,
            text.utf8.allSatisfy({
                ("!"..."~").contains(Character(UnicodeScalar($0))) && !"'\"\\$`&|;<>*?#".utf8.contains($0)
            })
        else { return false }
        let isCounting = "0123456789abcdef0123456789".contains(text.lowercased()) || "1234567890".contains(text)
        return !isCounting && Set(text).count > 1
    }
}

import TransportPosix

/// What sysfs tells of one terminal: its USB device, its driver, and whether it is real.
///
/// `class/tty/NAME/device` leads to the USB interface for a CDC-ACM port, and to a port below the interface for a
/// converter; so everything is looked for on the way up.
struct SysfsTerminal {
    private let folder: String
    /// The folder that `device` leads to and all above it, up to the root of sysfs.
    private let ancestry: [String]

    init(_ name: String, in sysfs: String) {
        folder = "\(sysfs)/class/tty/\(name)"
        guard let root = FileSystem.resolved(sysfs), let device = FileSystem.resolved("\(folder)/device") else {
            ancestry = []
            return
        }
        ancestry = Array(
            sequence(first: device) { folder in
                let parent = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
                return parent.count > root.count ? String(parent) : nil
            }
        )
    }

    var usb: USBIdentity? {
        guard let device = ancestry.first(where: { Self.attribute("idVendor", of: $0) != nil }),
            let vendor = Self.hexadecimal("idVendor", of: device, as: UInt16.self),
            let product = Self.hexadecimal("idProduct", of: device, as: UInt16.self)
        else { return nil }
        return USBIdentity(
            vendor: vendor,
            product: product,
            serialNumber: Self.attribute("serial", of: device),
            manufacturer: Self.attribute("manufacturer", of: device),
            productName: Self.attribute("product", of: device),
            interface: ancestry.lazy.compactMap { Self.hexadecimal("bInterfaceNumber", of: $0, as: UInt8.self) }.first
        )
    }

    var driver: String? {
        // Since Linux 6.5 two layers that drive nothing lie above a UART (serial-base).
        let folder = ancestry.first {
            Self.link("driver", of: $0) != nil && Self.link("subsystem", of: $0) != "serial-base"
        }
        return folder.flatMap { Self.link("driver", of: $0) }
    }

    /// Whether there is a UART: the kernel makes nodes for four or more that a PC might have.
    var hasUART: Bool {
        guard let kind = Self.attribute("type", of: folder) else {
            // Older kernels show the type to root alone; there the nodes without a UART are a platform device's.
            return ancestry.first.map { Self.link("subsystem", of: $0) != "platform" } ?? false
        }
        return kind != "0"
    }

    private static func attribute(_ name: String, of folder: String) -> String? {
        guard let bytes = FileSystem.contents(of: "\(folder)/\(name)") else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        let trimmed = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        return trimmed.isEmpty ? nil : String(trimmed)
    }

    private static func hexadecimal<Number: FixedWidthInteger>(
        _ name: String,
        of folder: String,
        as type: Number.Type
    ) -> Number? {
        attribute(name, of: folder).flatMap { Number($0, radix: 16) }
    }

    private static func link(_ name: String, of folder: String) -> String? {
        FileSystem.target(ofLink: "\(folder)/\(name)")?.split(separator: "/").last.map(String.init)
    }
}

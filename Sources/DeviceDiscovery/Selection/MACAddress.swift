/// A board's MAC address.
public struct MACAddress: Sendable, Hashable, LosslessStringConvertible {
    /// The 48 bits, with the first byte as the most significant.
    public let bits: UInt64

    /// Reads twelve hexadecimal digits, case-insensitive, with or without `:`, `-`, `.` or spaces between them.
    public init?(_ description: String) {
        let digits = description.filter { !":-. ".contains($0) }
        guard digits.utf8.count == 12, digits.allSatisfy(\.isHexDigit), let bits = UInt64(digits, radix: 16) else {
            return nil
        }
        self.bits = bits
    }

    /// Six pairs of uppercase hexadecimal digits separated by colons, as in the serial number of a USB-Serial-JTAG.
    public var description: String {
        let digits = String(bits, radix: 16, uppercase: true)
        let padded = Array(String(repeating: "0", count: 12 - digits.count) + digits)
        return stride(from: 0, to: 12, by: 2).map { String(padded[$0...$0 + 1]) }.joined(separator: ":")
    }

    /// Whether an ESP32 with this address returns this `node.chipid()`, as far as the chip ID shows.
    ///
    /// The chip ID is a check byte and the address without its last byte (`nodemcu-firmware dev-esp32 node.c`, `node_chipid`),
    /// so up to 256 boards have the same ID.
    public func isConsistent(withChipID text: String) -> Bool {
        guard text.hasPrefix("0x"), let id = UInt64(text.dropFirst(2), radix: 16) else { return false }
        return id & 0xFF_FFFF_FFFF == bits >> 8
    }
}

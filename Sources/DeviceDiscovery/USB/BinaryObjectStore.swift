/// The part of a device's BOS (USB 3.2, 9.6.2) that is needed for hubs.
package struct BinaryObjectStore: Sendable, Hashable {
    /// The ID that the two halves of a USB 3 hub share, 16 bytes; `nil` if it is missing or all zeros.
    package var containerID: [UInt8]?

    /// The number of bytes from which the total length can be read.
    package static let headerSize = 5

    /// The total length, from the first bytes; `nil` if they are not the start of a BOS.
    package static func totalLength(_ bytes: [UInt8]) -> UInt16? {
        guard bytes.count >= headerSize, bytes[0] >= headerSize, bytes[1] == 0x0F else { return nil }
        let length = UInt16(bytes[2]) | UInt16(bytes[3]) << 8
        return length >= headerSize ? length : nil
    }

    /// Reads all complete capabilities; `nil` if it is not a BOS.
    package init?(_ bytes: [UInt8]) {
        guard let length = Self.totalLength(bytes) else { return nil }
        let bytes = bytes.prefix(Int(length))
        var rest = bytes.dropFirst(Int(bytes[0]))
        while rest.count >= 3 {
            let capability = rest.prefix(Int(rest[rest.startIndex]))
            guard capability.count >= 3, capability.count == rest[rest.startIndex] else { break }
            rest = rest.dropFirst(capability.count)
            let kind = (capability[capability.startIndex + 1], capability[capability.startIndex + 2])
            // CONTAINER_ID: 4 bytes before 16 of the id.
            guard kind == (0x10, 0x04), capability.count >= 20 else { continue }
            let id = Array(capability.dropFirst(4).prefix(16))
            if id.contains(where: { $0 != 0 }) { containerID = id }
        }
    }
}

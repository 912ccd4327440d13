/// A hub's status of one port (USB 2.0, 11.24.2.7.1; USB 3.2, 10.16.2.6.1).
package struct PortStatus: Sendable, Hashable {
    /// `wPortStatus` as received.
    package var bits: UInt16
    /// The protocol that defines these bits.
    package var generation: HubGeneration

    /// Makes a status from its bits.
    package init(bits: UInt16, generation: HubGeneration) {
        self.bits = bits
        self.generation = generation
    }

    /// Reads a hub's answer, `wPortStatus` and `wPortChange`; `nil` if it is truncated.
    package init?(_ bytes: [UInt8], generation: HubGeneration) {
        guard bytes.count >= 4 else { return nil }
        self.init(bits: UInt16(bytes[0]) | UInt16(bytes[1]) << 8, generation: generation)
    }

    /// Whether the port is powered: bit 8 of a USB 2 hub, bit 9 of a USB 3 hub.
    package var isPowered: Bool { bits & Self.powerBit(generation) != 0 }
    /// Whether something is plugged in.
    package var isConnected: Bool { bits & 0x0001 != 0 }
    /// Whether the hub has switched the port off because of overcurrent.
    package var isOverCurrent: Bool { bits & 0x0008 != 0 }

    static func powerBit(_ generation: HubGeneration) -> UInt16 {
        generation == .usb2 ? 0x0100 : 0x0200
    }
}

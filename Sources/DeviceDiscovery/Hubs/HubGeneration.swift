/// The two protocols of hubs; a USB 3 hub is two hubs in one case, one of each.
package enum HubGeneration: String, Sendable, Hashable, CaseIterable {
    /// Low, full and high speed (USB 2.0, 11).
    case usb2
    /// SuperSpeed (USB 3.2, 10).
    case usb3

    /// The type of its hub descriptor: `0x29` (USB 2.0, 11.23.2.1) or `0x2A` (USB 3.2, 10.15.2.1).
    package var descriptorType: UInt8 { self == .usb2 ? 0x29 : 0x2A }

    /// The maximum length of its hub descriptor.
    var descriptorLength: UInt16 { self == .usb2 ? 71 : 12 }
}

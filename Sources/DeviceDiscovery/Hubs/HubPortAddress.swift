/// One port of one hub.
package struct HubPortAddress: Sendable, Hashable {
    /// Where the hub is.
    package var hub: USBLocation
    /// The port, counted from 1.
    package var port: UInt8

    /// Makes an address from its parts.
    package init(hub: USBLocation, port: UInt8) {
        self.hub = hub
        self.port = port
    }

    /// The location of a device that is plugged in there.
    package var location: USBLocation { hub.child(port) }
}

extension HubPortAddress: CustomStringConvertible {
    /// A readable form, `port 3 of hub 1-2`.
    package var description: String { "port \(port) of hub \(hub)" }
}

/// One port of one hub.
public struct HubPortAddress: Sendable, Hashable {
    /// Where the hub is.
    public var hub: USBLocation
    /// The port, counted from 1.
    public var port: UInt8

    /// Makes an address from its parts.
    public init(hub: USBLocation, port: UInt8) {
        self.hub = hub
        self.port = port
    }

    /// The location of a device that is plugged in there.
    public var location: USBLocation { hub.child(port) }
}

extension HubPortAddress: CustomStringConvertible {
    /// A readable form, `port 3 of hub 1-2`.
    public var description: String { "port \(port) of hub \(hub)" }
}

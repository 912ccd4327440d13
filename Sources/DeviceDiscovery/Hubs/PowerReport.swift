/// The result of switching a port.
public struct PowerReport: Sendable, Hashable {
    /// One half of a hub: a USB 3 hub has two.
    public struct Side: Sendable, Hashable {
        /// The port on this half.
        public var port: HubPortAddress
        /// The status before switching.
        public var before: PortStatus
        /// The status after switching.
        public var after: PortStatus

        /// Makes a side from its facts.
        public init(port: HubPortAddress, before: PortStatus, after: PortStatus) {
            self.port = port
            self.before = before
            self.after = after
        }
    }

    /// The halves that were switched.
    public var sides: [Side]
    /// The device that was plugged in; `nil` if there was none.
    public var device: USBDevice?
    /// Whether the device disappeared; `nil` if there was none, or if the power was only switched on.
    public var hasGone: Bool?
    /// Whether a device came back; `nil` if the power stays off, or if no device is expected there.
    public var isBack: Bool?

    /// Makes a report from its facts.
    public init(sides: [Side], device: USBDevice? = nil, hasGone: Bool? = nil, isBack: Bool? = nil) {
        self.sides = sides
        self.device = device
        self.hasGone = hasGone
        self.isBack = isBack
    }
}

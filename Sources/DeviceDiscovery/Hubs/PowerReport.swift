/// What came of switching a port.
public struct PowerReport: Sendable, Hashable {
    /// One half of a hub: a USB 3 hub has two.
    public struct Side: Sendable, Hashable {
        /// The port of this half.
        public var port: HubPortAddress
        /// What the hub said before.
        public var before: PortStatus
        /// What the hub said afterwards.
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
    /// What was plugged in there; `nil` where nothing was.
    public var device: USBDevice?
    /// Whether the device was seen to go; `nil` where there was none, or power was only switched on.
    public var hasGone: Bool?
    /// Whether a device was seen to come; `nil` where power stays off, or none is known to belong there.
    public var isBack: Bool?

    /// Makes a report from its facts.
    public init(sides: [Side], device: USBDevice? = nil, hasGone: Bool? = nil, isBack: Bool? = nil) {
        self.sides = sides
        self.device = device
        self.hasGone = hasGone
        self.isBack = isBack
    }
}

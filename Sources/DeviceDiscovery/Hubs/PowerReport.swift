/// The result of switching a port.
package struct PowerReport: Sendable, Hashable {
    /// One half of a hub: a USB 3 hub has two.
    package struct Side: Sendable, Hashable {
        /// The port on this half.
        package var port: HubPortAddress
        /// The status before switching.
        package var before: PortStatus
        /// The status after switching.
        package var after: PortStatus

        /// Makes a side from its facts.
        package init(port: HubPortAddress, before: PortStatus, after: PortStatus) {
            self.port = port
            self.before = before
            self.after = after
        }
    }

    /// The halves that were switched.
    package var sides: [Side]
    /// The device that was plugged in; `nil` if there was none.
    package var device: USBDevice?
    /// Whether the device disappeared; `nil` if there was none, or if the power was only switched on.
    package var hasGone: Bool?
    /// Whether a device came back; `nil` if the power stays off, or if no device is expected there.
    package var isBack: Bool?

    /// Makes a report from its facts.
    package init(sides: [Side], device: USBDevice? = nil, hasGone: Bool? = nil, isBack: Bool? = nil) {
        self.sides = sides
        self.device = device
        self.hasGone = hasGone
        self.isBack = isBack
    }
}

/// A port of a hub and the device that is connected to it.
package struct HubPort: Sendable, Hashable {
    /// The port, counted from 1.
    package var number: UInt8
    /// The status that the hub reports; `nil` if it could not be read.
    package var status: PortStatus?
    /// The device that is plugged in there.
    package var device: USBDevice?
    /// The product's name, as reported by the device.
    package var productName: String?
    /// The terminals of the device.
    package var terminals: [String]

    /// Makes a port from its facts.
    package init(
        number: UInt8,
        status: PortStatus? = nil,
        device: USBDevice? = nil,
        productName: String? = nil,
        terminals: [String] = []
    ) {
        self.number = number
        self.status = status
        self.device = device
        self.productName = productName
        self.terminals = terminals
    }
}

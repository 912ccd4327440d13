/// A port of a hub and what hangs on it.
public struct HubPort: Sendable, Hashable {
    /// The port, counted from 1.
    public var number: UInt8
    /// What the hub says about it; `nil` where it could not be asked.
    public var status: PortStatus?
    /// What is plugged in there.
    public var device: USBDevice?
    /// The product's name, as the device tells it.
    public var productName: String?
    /// The terminals that the device serves.
    public var terminals: [String]

    /// Makes a port from its facts.
    public init(
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

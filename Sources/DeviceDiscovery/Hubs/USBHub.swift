/// A snapshot of a hub, its ports and the devices connected to them.
package struct USBHub: Sendable, Hashable {
    /// The hub as a device.
    package var device: USBDevice
    /// The product's name, as reported by the hub.
    package var productName: String?
    /// Its description of its ports; `nil` if it could not be queried.
    package var descriptor: HubDescriptor?
    /// The ID that it shares with its other half.
    package var containerID: [UInt8]?
    /// Whether it reported its ID, or that it has none.
    package var isContainerKnown: Bool
    /// The other half: the hub in the same case with the other protocol.
    package var twin: USBLocation?
    /// Its ports; if it could not be queried, only those with a connected device.
    package var ports: [HubPort]
    /// Why it could not be queried.
    package var fault: USBError?

    /// Makes a hub from its facts.
    package init(
        device: USBDevice,
        productName: String? = nil,
        descriptor: HubDescriptor? = nil,
        containerID: [UInt8]? = nil,
        isContainerKnown: Bool = true,
        twin: USBLocation? = nil,
        ports: [HubPort] = [],
        fault: USBError? = nil
    ) {
        self.device = device
        self.productName = productName
        self.descriptor = descriptor
        self.containerID = containerID
        self.isContainerKnown = isContainerKnown
        self.twin = twin
        self.ports = ports
        self.fault = fault
    }

    /// Its location.
    package var location: USBLocation { device.location }

    /// Whether it claims per-port power switching; `nil` if it could not be queried.
    package var canSwitch: Bool? { descriptor.map { $0.switching == .individual } }

    /// The other half of each hub, by location.
    ///
    /// Two halves use different protocols, belong to the same controller and share a container ID. If several hubs match, as
    /// with hubs of a kind that all have the same ID, the two halves have the same chain of ports. Hubs without an ID are halves
    /// of one hub if vendor, chain and controller are the same; a hub that did not report whether it has an ID has no twin. A USB 2
    /// half reports version 2.1 or higher (USB 3.2, 10.15.1). Root hubs have no twins.
    /// - Parameter controllers: the controller of each bus, if known.
    static func twins(among hubs: [USBHub], controllers: [UInt8: String]) -> [USBLocation: USBLocation] {
        let halves = hubs.filter { !$0.location.isRoot && $0.isContainerKnown && $0.device.usbVersion >= 0x0210 }
        return halves.reduce(into: [:]) { twins, hub in
            let controller = controllers[hub.location.bus]
            let others = halves.filter {
                $0.device.hubGeneration != hub.device.hubGeneration && $0.containerID == hub.containerID
                    && controllers[$0.location.bus] == controller
            }
            let inChain = others.filter {
                $0.location.ports == hub.location.ports && $0.device.vendor == hub.device.vendor
            }
            if hub.containerID != nil, others.count == 1 {
                twins[hub.location] = others[0].location
            } else if hub.containerID != nil || controller != nil, inChain.count == 1 {
                twins[hub.location] = inChain[0].location
            }
        }
        // The match must be mutual.
        .filtered { twins, hub, twin in twins[twin] == hub }
    }
}

extension [USBLocation: USBLocation] {
    fileprivate func filtered(_ isKept: (Self, USBLocation, USBLocation) -> Bool) -> Self {
        filter { isKept(self, $0.key, $0.value) }
    }
}

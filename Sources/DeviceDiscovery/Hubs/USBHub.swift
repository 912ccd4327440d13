/// A hub, its ports and what hangs on them, as they were when somebody looked.
public struct USBHub: Sendable, Hashable {
    /// The hub as a device.
    public var device: USBDevice
    /// The product's name as the hub tells it.
    public var productName: String?
    /// What it says about its ports; `nil` where it could not be asked.
    public var descriptor: HubDescriptor?
    /// The id that it shares with its other half.
    public var containerID: [UInt8]?
    /// Whether it said which id it has, or that it has none.
    public var isContainerKnown: Bool
    /// The hub in the same case that speaks the other protocol.
    public var twin: USBLocation?
    /// Its ports; where it could not be asked, those that something hangs on.
    public var ports: [HubPort]
    /// Why it could not be asked.
    public var fault: USBError?

    /// Makes a hub from its facts.
    public init(
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

    /// Where it is.
    public var location: USBLocation { device.location }

    /// Whether it says that it can switch each port by itself; `nil` where it could not be asked.
    public var canSwitch: Bool? { descriptor.map { $0.switching == .individual } }

    /// The other half of each hub, by place.
    ///
    /// Two halves speak different protocols, hang on one controller and share a container id; where that leaves a choice, as
    /// between hubs of one kind that all have the same, they sit in the same chain of ports. Hubs that have no id are halves of
    /// one where vendor, chain and controller are the same; one that did not tell whether it has one has no twin. A USB 2
    /// half calls itself 2.1 at least (USB 3.2, 10.15.1). A root hub has no halves to be told.
    /// - Parameter controllers: the controller of each bus, where it is known.
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
        // What only one side takes for its twin is none.
        .filtered { twins, hub, twin in twins[twin] == hub }
    }
}

extension [USBLocation: USBLocation] {
    fileprivate func filtered(_ isKept: (Self, USBLocation, USBLocation) -> Bool) -> Self {
        filter { isKept(self, $0.key, $0.value) }
    }
}

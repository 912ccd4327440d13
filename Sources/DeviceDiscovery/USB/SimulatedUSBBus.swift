/// A simulated USB: hubs that answer like real ones, devices that disappear and come back with their power, and a record of
/// the requests.
package actor SimulatedUSBBus: USBBus {
    /// A request to a device.
    package enum Call: Sendable, Hashable {
        case control(USBLocation, ControlRequest)
        case reset(USBLocation)
    }

    /// The requests, in order.
    package private(set) var calls: [Call] = []
    /// The hubs as they are now.
    package private(set) var hubs: [SimulatedHub]
    private let attached: [USBDevice]
    private var faults: [USBLocation: USBError]
    private let absences: [USBLocation: Int]
    private var absent: [USBLocation: Int] = [:]

    /// Makes a bus.
    /// - Parameters:
    ///   - devices: the devices that are plugged in, besides the hubs.
    ///   - faults: the devices that do not answer, each with its error.
    ///   - absences: for how many looks a device is absent after its reset; other devices come back immediately.
    package init(
        hubs: [SimulatedHub],
        devices: [USBDevice] = [],
        faults: [USBLocation: USBError] = [:],
        absences: [USBLocation: Int] = [:]
    ) {
        self.hubs = hubs
        attached = devices
        self.faults = faults
        self.absences = absences
    }

    /// The calls that switched a port or reset a device.
    package var orders: [Call] {
        calls.filter {
            switch $0 {
            case .control(_, let request): request.requestType & 0x80 == 0
            case .reset: true
            }
        }
    }

    /// The devices that have power all the way from the root hub, and are not absent after a reset.
    package func devices() -> [USBDevice] {
        defer { absent = absent.mapValues { $0 - 1 }.filter { $0.value > 0 } }
        return (hubs.map(\.device) + attached)
            .filter { isPowered($0.location) && absent[$0.location] == nil }
            .sorted { $0.location < $1.location }
    }

    /// Answers like a hub; a device that is not a hub, and an unknown request, stall.
    package func control(_ request: ControlRequest, at location: USBLocation) throws(USBError) -> [UInt8] {
        calls.append(.control(location, request))
        if let fault = faults[location] { throw fault }
        guard let index = hubs.firstIndex(where: { $0.device.location == location }), isPowered(location) else {
            throw USBError.nothing(at: location)
        }
        let hub = hubs[index]
        if request.value == 0x0F00, let fault = hub.storeFault { throw fault }
        let port = UInt8(truncatingIfNeeded: request.index)
        let isPort = (1...hub.descriptor.portCount).contains(port)
        let answer: [UInt8]? =
            switch (request.requestType, request.request, request.value) {
            case (0xA0, 6, UInt16(hub.descriptor.generation.descriptorType) << 8): hub.descriptorBytes
            case (0x80, 6, 0x0F00): hub.storeBytes
            case (0xA3, 0, 0) where isPort: hub.statusBytes(port, isConnected: isConnected(location.child(port)))
            case (0x23, 1, 8) where isPort, (0x23, 3, 8) where isPort: []
            default: nil
            }
        guard let answer else {
            throw USBError(.hubRefuses, "Hub \(location) does not know this request.", nextStep: "Ask something else.")
        }
        if request.requestType == 0x23 { hubs[index].switchPower(request.request == 3, port: port) }
        return Array(answer.prefix(Int(request.length)))
    }

    /// Records the reset; the device may be absent for a while.
    package func reset(_ location: USBLocation) throws(USBError) {
        calls.append(.reset(location))
        if let fault = faults[location] { throw fault }
        absent[location] = absences[location]
    }

    private func isConnected(_ location: USBLocation) -> Bool {
        (hubs.map(\.device) + attached).contains { $0.location == location }
    }

    private func isPowered(_ location: USBLocation) -> Bool {
        guard let port = location.hubPort else { return true }
        // On a real USB 3 hub, a port has no power only if both halves are off; here each half is independent.
        let isDark = hubs.contains { $0.device.location == port.hub && $0.darkPorts.contains(port.port) }
        return !isDark && isPowered(port.hub)
    }
}

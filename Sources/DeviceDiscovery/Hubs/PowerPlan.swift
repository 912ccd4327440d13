/// Decides which ports are switched together, or refuses to switch.
struct PowerPlan: Sendable, Hashable {
    /// One half of the hub, and the port on it.
    struct Side: Sendable, Hashable {
        var port: HubPortAddress
        var descriptor: HubDescriptor
        var before: PortStatus
    }

    /// The half that was named, and the other half if there is one.
    var sides: [Side]
    /// The device that is plugged in there.
    var device: USBDevice?

    /// Plans to switch a port.
    /// - Parameter isForced: whether to switch a root hub's ports, and ports to which another hub is connected.
    /// - Throws: `USBError` with `noDevice`, `hubRefuses`, or why the hub could not be queried.
    init(_ target: HubPortAddress, among hubs: [USBHub], isForced: Bool) throws(USBError) {
        guard let hub = hubs.first(where: { $0.location == target.hub }) else {
            throw USBError.noHub(at: target.hub)
        }
        let twin = hubs.first { $0.location == hub.twin }
        sides = [try Self.side(hub, target.port)]
        // The other half may have fewer ports: then this port exists only in one half.
        if let twin, let count = twin.descriptor?.portCount, count < target.port {
            device = Self.device(target.port, of: [hub])
        } else {
            if let twin { sides.append(try Self.side(twin, target.port)) }
            device = Self.device(target.port, of: [hub, twin].compactMap(\.self))
        }
        if !isForced { try refuseSurprises(target, hub: hub, among: hubs) }
    }

    private func refuseSurprises(_ target: HubPortAddress, hub: USBHub, among hubs: [USBHub]) throws(USBError) {
        if hub.location.isRoot {
            throw USBError(
                .hubRefuses,
                "Hub \(hub.location) is a root hub: most of them claim to switch, but leave the power on.",
                nextStep: "Use an external hub with per-port power switching, or force it."
            )
        }
        let ports = Set(sides.map(\.port.location))
        if let behind = hubs.first(where: { hub in ports.contains { hub.location.isAtOrBehind($0) } }) {
            throw USBError(
                .hubRefuses,
                "There is another hub, \(behind.location), at \(target), with all its devices.",
                nextStep: "Name a port of hub \(behind.location), or force it to switch them all."
            )
        }
    }

    private static func side(_ hub: USBHub, _ number: UInt8) throws(USBError) -> Side {
        if let fault = hub.fault { throw fault }
        guard let descriptor = hub.descriptor else { throw USBError.nothing(at: hub.location) }
        guard let port = hub.ports.first(where: { $0.number == number }), let status = port.status else {
            throw USBError(
                .noDevice,
                "Hub \(hub.location) has no port \(number); it has \(descriptor.portCount).",
                nextStep: "Check the number of the hub and the port.",
                remedies: [.listDevices]
            )
        }
        guard descriptor.switching == .individual else {
            throw USBError(
                .hubRefuses,
                descriptor.switching == .ganged
                    ? "Hub \(hub.location) switches all its ports at once, not individually."
                    : "Hub \(hub.location) does not switch the power of its ports.",
                nextStep:
                    "Use a hub with per-port power switching, or unplug the device; a reset of the device needs no such hub."
            )
        }
        return Side(
            port: HubPortAddress(hub: hub.location, port: number),
            descriptor: descriptor,
            before: status
        )
    }

    private static func device(_ port: UInt8, of hubs: [USBHub]) -> USBDevice? {
        hubs.lazy.compactMap { $0.ports.first { $0.number == port }?.device }.first
    }
}

extension USBError {
    /// There is no hub at the location.
    static func noHub(at location: USBLocation) -> USBError {
        USBError(
            .noDevice,
            "There is no hub \(location).",
            nextStep: "Check the number of the hub and the port.",
            remedies: [.listDevices]
        )
    }
}

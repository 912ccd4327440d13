/// Asks every hub of a host about its ports.
struct HubSurvey {
    let bus: any USBBus
    let sysfs: USBSysfs

    /// The hubs by location, each with its other half; a hub that cannot be queried has a `fault`.
    func hubs() async throws(USBError) -> [USBHub] {
        let devices = try await bus.devices()
        var hubs: [USBHub] = []
        for device in devices where device.isHub {
            hubs.append(await hub(device, among: devices))
        }
        let buses = Set(hubs.map(\.location.bus))
        let controllers = buses.reduce(into: [:]) { $0[$1] = sysfs.controller(ofBus: $1) }
        let twins = USBHub.twins(among: hubs, controllers: controllers)
        for index in hubs.indices { hubs[index].twin = twins[hubs[index].location] }
        return hubs
    }

    private func hub(_ device: USBDevice, among devices: [USBDevice]) async -> USBHub {
        var hub = USBHub(device: device, productName: sysfs.productName(of: device.location))
        var statuses: [UInt8: PortStatus] = [:]
        do throws(USBError) {
            let descriptor = try await descriptor(device)
            hub.descriptor = descriptor
            for port in Self.ports(descriptor) {
                statuses[port] = try await status(
                    HubPortAddress(hub: device.location, port: port),
                    descriptor.generation
                )
            }
        } catch {
            hub.fault = error
        }
        do throws(USBError) {
            hub.containerID = try await containerID(device)
        } catch {
            hub.isContainerKnown = false
        }
        let attached = devices.filter { $0.location.hubPort?.hub == device.location }
        let numbers = Set(attached.compactMap(\.location.ports.last)).union(hub.descriptor.map(Self.ports) ?? [])
        hub.ports = numbers.sorted().map { number in
            let device = attached.first { $0.location.ports.last == number }
            return HubPort(
                number: number,
                status: statuses[number],
                device: device,
                productName: device.flatMap { sysfs.productName(of: $0.location) },
                terminals: device.map { sysfs.terminals(of: $0.location) } ?? []
            )
        }
        return hub
    }

    func status(_ port: HubPortAddress, _ generation: HubGeneration) async throws(USBError) -> PortStatus {
        let bytes = try await bus.control(.portStatus(port.port), at: port.hub)
        guard let status = PortStatus(bytes, generation: generation) else {
            throw USBError.garbled("status of its port \(port.port)", from: port.hub)
        }
        return status
    }

    private func descriptor(_ device: USBDevice) async throws(USBError) -> HubDescriptor {
        let bytes = try await bus.control(.hubDescriptor(device.hubGeneration), at: device.location)
        guard let descriptor = HubDescriptor(bytes), descriptor.generation == device.hubGeneration else {
            throw USBError.garbled("hub descriptor", from: device.location)
        }
        return descriptor
    }

    /// The hub's container ID; `nil` if it has none, or does not support the request, as older hubs.
    /// - Throws: if it did not answer, or not with a BOS: it may still have an ID.
    private func containerID(_ device: USBDevice) async throws(USBError) -> [UInt8]? {
        guard device.usbVersion >= 0x0201 else { return nil }
        var bytes: [UInt8]
        do throws(USBError) {
            bytes = try await bus.control(
                .binaryObjectStore(length: UInt16(BinaryObjectStore.headerSize)),
                at: device.location
            )
        } catch {
            guard error.code == .hubRefuses else { throw error }
            return nil
        }
        if let length = BinaryObjectStore.totalLength(bytes) {
            bytes = try await bus.control(.binaryObjectStore(length: length), at: device.location)
        }
        guard let store = BinaryObjectStore(bytes) else { throw USBError.garbled("BOS", from: device.location) }
        return store.containerID
    }

    private static func ports(_ descriptor: HubDescriptor) -> [UInt8] {
        descriptor.portCount == 0 ? [] : Array(1...descriptor.portCount)
    }
}

extension USBError {
    fileprivate static func garbled(_ what: String, from hub: USBLocation) -> USBError {
        USBError(
            .linkLost,
            "Hub \(hub) sent an invalid \(what).",
            nextStep: "Replug the hub and try again; if that does not help, use another hub."
        )
    }
}

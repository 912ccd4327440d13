/// Finds the device that a selector means, and waits for one that is not plugged in yet.
public struct DeviceFinder: Sendable {
    /// How long a node may take from its appearance until the rules of udev have given its rights.
    private static let settling = Duration.seconds(2)
    /// How long a device that was waited for has to be the only one: several boards may be plugged in at once, by a hub, and
    /// the first of them to come is not yet the one that is meant.
    static let proof = Duration.seconds(1)

    let ports: @Sendable () -> [SerialDevice]

    /// Makes a finder.
    /// - Parameter ports: lists what is there; this host's ports unless others are given.
    public init(ports: @escaping @Sendable () -> [SerialDevice] = { PortCatalog().ports() }) {
        self.ports = ports
    }

    /// The device; looks every tenth of a second of real time until it is there or `patience` is used up.
    ///
    /// One that is there at the first look is taken at once; one that came later when it has been the only one for a second,
    /// or `patience` ends. Looking finds devices also where no events come, as in a container.
    /// - Throws: `noDevice`, `ambiguous`, `needsInventory`, `cancelled`.
    public func device(
        _ selector: DeviceSelector,
        waiting patience: Duration = .zero
    ) async throws(SelectorError) -> SerialDevice {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: patience)
        var hasMissed = false
        var candidate: (path: String, since: ContinuousClock.Instant)?
        while true {
            do throws(SelectorError) {
                let device = try selector.choose(from: ports())
                guard hasMissed else { return device }
                let now = clock.now
                let since = candidate.flatMap { $0.path == device.path ? $0.since : nil } ?? now
                candidate = (device.path, since)
                let proof = device.isAccessible ? Self.proof : Self.settling
                if now >= min(end, since.advanced(by: proof)) { return device }
            } catch {
                guard error.code == .noDevice, clock.now < end else { throw error }
                hasMissed = true
                candidate = nil
            }
            do {
                try await clock.sleep(for: .milliseconds(100))
            } catch {
                throw SelectorError(.cancelled, selector)
            }
        }
    }
}

/// Finds the device that a selector means, and waits for one that is not plugged in yet.
public struct DeviceFinder: Sendable {
    /// How often to look.
    static let interval = Duration.milliseconds(100)
    /// How long a device that was waited for has to be the only one: several boards may be plugged in at once, by a hub, and
    /// the first of them to come is not yet the one that is meant.
    static let proof = Duration.seconds(1)
    /// How long a node may take from its appearance until the rules of udev have given its rights.
    private static let settling = Duration.seconds(2)

    let ports: @Sendable () -> [SerialDevice]
    let clock: any Clock<Duration>

    /// Makes a finder.
    /// - Parameters:
    ///   - clock: measures how long is waited; real time unless another is given.
    ///   - ports: lists what is there; this host's ports unless others are given.
    public init(
        clock: any Clock<Duration> = ContinuousClock(),
        ports: @escaping @Sendable () -> [SerialDevice] = { PortCatalog().ports() }
    ) {
        self.clock = clock
        self.ports = ports
    }

    /// The device; looks every tenth of a second until it is there or `patience` is used up.
    ///
    /// One that is there at the first look is taken at once; one that came later when it has been the only one for a second,
    /// or `patience` ends. Looking finds devices also where no events come, as in a container.
    /// - Throws: `noDevice`, `ambiguous`, `needsInventory`, `cancelled`.
    public func device(
        _ selector: DeviceSelector,
        waiting patience: Duration = .zero
    ) async throws(SelectorError) -> SerialDevice {
        try await device(selector, waiting: patience, on: clock)
    }

    private func device<Time: Clock<Duration>>(
        _ selector: DeviceSelector,
        waiting patience: Duration,
        on clock: Time
    ) async throws(SelectorError) -> SerialDevice {
        let end = clock.now.advanced(by: patience)
        var hasMissed = false
        var candidate: (path: String, since: Time.Instant)?
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
                try await clock.sleep(for: Self.interval)
            } catch {
                throw SelectorError(.cancelled, selector)
            }
        }
    }
}

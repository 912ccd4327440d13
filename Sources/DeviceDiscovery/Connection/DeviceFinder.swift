/// Finds the device that a selector matches, and waits for it if it is not plugged in yet.
public struct DeviceFinder: Sendable {
    /// The time between two looks.
    static let interval = Duration.milliseconds(100)
    /// How long a device that was waited for must be the only match: a hub may connect several boards at once, and the first
    /// of them is not necessarily the right one.
    static let proof = Duration.seconds(1)
    /// How long udev's rules may take to set the permissions of a new node.
    private static let settling = Duration.seconds(2)

    let ports: @Sendable () -> [SerialDevice]
    let clock: any Clock<Duration>

    /// Makes a finder.
    /// - Parameters:
    ///   - clock: measures the wait; by default in real time.
    ///   - ports: lists the connected ports; by default those of this host.
    public init(
        clock: any Clock<Duration> = ContinuousClock(),
        ports: @escaping @Sendable () -> [SerialDevice] = { PortCatalog().ports() }
    ) {
        self.clock = clock
        self.ports = ports
    }

    /// The device; looks every tenth of a second until it is there or `patience` ends.
    ///
    /// A device that is there at the first look is returned immediately; one that appears later is returned when it has been
    /// the only match for a second, or when `patience` ends. Polling also works without events, as in a container.
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

/// Finds the device that a selector means, and waits for one that is not plugged in yet.
public struct DeviceFinder: Sendable {
    /// How long a node may take from its appearance until the rules of udev have given its rights.
    private static let settling = Duration.seconds(2)

    private let ports: @Sendable () -> [SerialDevice]

    /// Makes a finder.
    /// - Parameter ports: lists what is there; this host's ports unless others are given.
    public init(ports: @escaping @Sendable () -> [SerialDevice] = { PortCatalog().ports() }) {
        self.ports = ports
    }

    /// The device; looks every tenth of a second of real time until it is there or `patience` is used up.
    ///
    /// Looking finds devices also where no events come, as in a container.
    /// - Throws: `noDevice`, `ambiguous`, `needsInventory`, `cancelled`.
    public func device(
        _ selector: DeviceSelector,
        waiting patience: Duration = .zero
    ) async throws(SelectorError) -> SerialDevice {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: patience)
        var appearance: ContinuousClock.Instant?
        var hasMissed = false
        while true {
            do throws(SelectorError) {
                let device = try selector.choose(from: ports())
                let since = appearance ?? clock.now
                appearance = since
                if device.isAccessible || !hasMissed || clock.now >= min(end, since.advanced(by: Self.settling)) {
                    return device
                }
            } catch {
                guard error.code == .noDevice, clock.now < end else { throw error }
                hasMissed = true
            }
            do {
                try await clock.sleep(for: .milliseconds(100))
            } catch {
                throw SelectorError(.cancelled, selector)
            }
        }
    }
}

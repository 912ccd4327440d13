extension DeviceFinder {
    /// The connected devices, as soon as one of them is on USB and not `known`; those that are connected when `patience`
    /// ends.
    ///
    /// A UART of the host is always there, so nobody waits for it. If devices appear later, the list must stay the same for a
    /// second, since several boards may be plugged in at once.
    /// - Parameter known: the nodes of USB devices that do not end the wait, in the order of the list.
    public func devices(
        otherThan known: [String] = [],
        waiting patience: Duration
    ) async throws(CancellationError) -> [SerialDevice] {
        try await devices(otherThan: known, waiting: patience, on: clock)
    }

    private func devices<Time: Clock<Duration>>(
        otherThan known: [String],
        waiting patience: Duration,
        on clock: Time
    ) async throws(CancellationError) -> [SerialDevice] {
        let end = clock.now.advanced(by: patience)
        var hasMissed = false
        var candidate: (paths: [String], since: Time.Instant)?
        while true {
            let devices = ports()
            let paths = devices.pathsOnUSB
            let now = clock.now
            if paths.isEmpty || paths == known {
                hasMissed = true
                candidate = nil
            } else {
                guard hasMissed else { return devices }
                let since = candidate.flatMap { $0.paths == paths ? $0.since : nil } ?? now
                candidate = (paths, since)
                if now >= since.advanced(by: Self.proof) { return devices }
            }
            guard now < end else { return devices }
            do {
                try await clock.sleep(for: Self.interval)
            } catch {
                throw CancellationError()
            }
        }
    }
}

extension [SerialDevice] {
    /// The nodes of the devices on USB.
    package var pathsOnUSB: [String] {
        filter { $0.usb != nil }.map(\.path)
    }
}

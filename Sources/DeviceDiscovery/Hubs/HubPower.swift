/// Switches the power of hub ports, and resets devices.
///
/// The power status of a hub is read back each time, but it proves nothing: some hubs switch only the data lines. To be
/// sure, ask the board for the reason of its last boot.
package struct HubPower: Sendable {
    /// Waits for a duration.
    package typealias Pause = @Sendable (Duration) async throws(CancellationError) -> Void

    private let bus: any USBBus
    private let sysfs: USBSysfs
    private let pause: Pause
    private var survey: HubSurvey { HubSurvey(bus: bus, sysfs: sysfs) }

    /// How often power is switched off if it comes back: kernels before 6.0 switch it on again, and so does `usbhid`.
    private static let attempts = 3
    /// The time between two looks at the connected devices.
    private static let interval = Duration.milliseconds(100)
    /// How many looks a device gets to disappear, and to come back: the board, its bootloader and udev need time.
    private static let looks = (gone: 20, back: 100)

    /// Makes a switch for a bus.
    /// - Parameter pause: how it waits; by default in real time.
    package init(bus: any USBBus, sysfs: USBSysfs = USBSysfs(), pause: @escaping Pause = Self.sleep) {
        self.bus = bus
        self.sysfs = sysfs
        self.pause = pause
    }

    /// Waits in real time.
    package static let sleep: Pause = { duration throws(CancellationError) in
        do { try await Task.sleep(for: duration) } catch { throw CancellationError() }
    }

    /// The hubs by location, each with its other half; a hub that cannot be queried has a `fault`.
    /// - Parameter location: the hub to report; all hubs if `nil`.
    /// - Throws: `USBError`; `noDevice` if there is no such hub.
    package func hubs(at location: USBLocation? = nil) async throws(USBError) -> [USBHub] {
        let hubs = try await survey.hubs()
        guard let location else { return hubs }
        guard let hub = hubs.first(where: { $0.location == location }) else { throw USBError.noHub(at: location) }
        return [hub]
    }

    /// Switches a port, in both halves of a USB 3 hub, and checks the result.
    ///
    /// After a cycle has switched the power off, it is switched on again even if the wait is cancelled.
    /// - Parameter isForced: whether to switch a root hub's ports, and ports to which another hub is connected.
    /// - Throws: `USBError`; `hubRefuses` before anything is switched if the hub does not support it or more than one device
    ///   would lose power, and afterwards if the hub reports that nothing changed.
    package func perform(
        _ action: PowerAction,
        at target: HubPortAddress,
        isForced: Bool = false
    ) async throws(USBError) -> PowerReport {
        let plan = try PowerPlan(target, among: try await survey.hubs(), isForced: isForced)
        var report = PowerReport(sides: [], device: plan.device)
        switch action {
        case .off:
            report.hasGone = try await off(plan)
        case .on:
            report.isBack = try await on(plan, awaited: !plan.sides.contains(where: \.before.isPowered))
        case .cycle(let duration):
            do throws(USBError) {
                report.hasGone = try await off(plan)
                try await wait(duration)
            } catch {
                // Do not leave a port off that should be on; report only the first error.
                for side in plan.sides { try? await switchSide(side, isOn: true) }
                throw error
            }
            report.isBack = try await on(plan, awaited: plan.device != nil)
        }
        for side in plan.sides {
            let after = try await survey.status(side.port, side.descriptor.generation)
            report.sides.append(PowerReport.Side(port: side.port, before: side.before, after: after))
        }
        return report
    }

    /// Resets a device, as if it had been replugged without a loss of power; this recovers a hung bridge.
    ///
    /// Afterwards waits until it comes back, possibly as another device: other firmware may start.
    /// - Returns: the device, as it was before.
    /// - Throws: `USBError`; `hubRefuses` for a hub, whose devices would all be reset; `linkLost` if nothing comes back.
    @discardableResult
    package func reset(_ location: USBLocation) async throws(USBError) -> USBDevice {
        guard let device = try await bus.devices().first(where: { $0.location == location }) else {
            throw USBError.nothing(at: location)
        }
        guard !device.isHub else {
            throw USBError(
                .hubRefuses,
                "\(location) is a hub: a reset would also reset all its devices.",
                nextStep: "Name the device itself, by the place where it is connected.",
                remedies: [.listDevices]
            )
        }
        try await bus.reset(location)
        guard try await look(Self.looks.back, until: { $0.contains { $0.location == location } }) else {
            throw USBError(
                .linkLost,
                "\(location) has not come back after its reset.",
                nextStep: "Replug it or power-cycle it, and check which devices are connected.",
                remedies: [.listDevices]
            )
        }
        return device
    }

    // MARK: Steps

    private func off(_ plan: PowerPlan) async throws(USBError) -> Bool? {
        for side in plan.sides { try await switchSide(side, isOn: false) }
        for attempt in 1... {
            let powered = try await plan.sides.poweredSides(survey)
            if powered.isEmpty { break }
            guard attempt < Self.attempts else { throw USBError.unchanged(powered, isOn: true) }
            for side in powered { try await switchSide(side, isOn: false) }
        }
        guard let device = plan.device else { return nil }
        return try await look(Self.looks.gone) { !$0.contains { $0.location == device.location } }
    }

    private func on(_ plan: PowerPlan, awaited isAwaited: Bool) async throws(USBError) -> Bool? {
        for side in plan.sides { try await switchSide(side, isOn: true) }
        try await wait(plan.sides.map(\.descriptor.powerOnDelay).max() ?? .zero)
        let powered = try await plan.sides.poweredSides(survey)
        let dark = plan.sides.filter { !powered.contains($0) }
        guard dark.isEmpty else { throw USBError.unchanged(dark, isOn: false) }
        guard isAwaited else { return nil }
        let places = Set(plan.sides.map(\.port.location))
        return try await look(Self.looks.back) { $0.contains { places.contains($0.location) } }
    }

    private func switchSide(_ side: PowerPlan.Side, isOn: Bool) async throws(USBError) {
        // The kernel's own switch prevents it from switching the port on again when it misses the device.
        if isOn ? sysfs.isDisabled(side.port) == true : true, sysfs.disable(side.port, !isOn) { return }
        _ = try await bus.control(.power(isOn, port: side.port.port), at: side.port.hub)
    }

    /// Looks at the devices until a condition holds.
    private func look(_ times: Int, until isDone: ([USBDevice]) -> Bool) async throws(USBError) -> Bool {
        for time in 1...times {
            if isDone(try await bus.devices()) { return true }
            if time < times { try await wait(Self.interval) }
        }
        return false
    }

    private func wait(_ duration: Duration) async throws(USBError) {
        do throws(CancellationError) {
            try await pause(duration)
        } catch {
            throw USBError(
                .interrupted,
                "The wait was interrupted.",
                nextStep: "Check which ports have power now.",
                remedies: [.listDevices]
            )
        }
    }
}

extension [PowerPlan.Side] {
    fileprivate func poweredSides(_ survey: HubSurvey) async throws(USBError) -> Self {
        var powered: Self = []
        for side in self where try await survey.status(side.port, side.descriptor.generation).isPowered {
            powered.append(side)
        }
        return powered
    }
}

extension USBError {
    fileprivate static func unchanged(_ sides: [PowerPlan.Side], isOn: Bool) -> USBError {
        let ports = sides.map { "\($0.port)" }.joined(separator: " and ")
        return USBError(
            .hubRefuses,
            "The power bit of \(ports) did not change: it is \(isOn ? "on" : "off") after it was switched "
                + "\(isOn ? "off" : "on").",
            nextStep: isOn
                ? "Run it as root, so that the kernel keeps the port off (Linux 6.0 or newer), or use another hub."
                : "Check for overcurrent or a missing supply, replug the hub, and try again."
        )
    }
}

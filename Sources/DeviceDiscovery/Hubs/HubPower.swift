/// Switches the power of hub ports, and resets devices.
///
/// What a hub says about its power is read back each time. That it is so is more than a hub can tell: some switch the data
/// lines only. Whoever has to know asks the board why it booted.
public struct HubPower: Sendable {
    /// Waits so long.
    public typealias Pause = @Sendable (Duration) async throws(CancellationError) -> Void

    private let bus: any USBBus
    private let sysfs: USBSysfs
    private let pause: Pause
    private var survey: HubSurvey { HubSurvey(bus: bus, sysfs: sysfs) }

    /// How often power is switched off where it comes back: kernels before 6.0 switch it on again, as does `usbhid`.
    private static let attempts = 3
    /// Between two looks at what is plugged in.
    private static let interval = Duration.milliseconds(100)
    /// How many looks a device has to go, and to come back: a start of the board with its bootloader, and udev.
    private static let looks = (gone: 20, back: 100)

    /// Works on a bus.
    /// - Parameter pause: how it waits; without it, in real time.
    public init(bus: any USBBus, sysfs: USBSysfs = USBSysfs(), pause: @escaping Pause = Self.sleep) {
        self.bus = bus
        self.sysfs = sysfs
        self.pause = pause
    }

    /// Waits in real time.
    public static let sleep: Pause = { duration throws(CancellationError) in
        do { try await Task.sleep(for: duration) } catch { throw CancellationError() }
    }

    /// The hubs by place, each with its other half; one that cannot be asked says why.
    /// - Parameter location: the one hub to tell of; all where it is `nil`.
    /// - Throws: `USBError`; `noDevice` where there is no such hub.
    public func hubs(at location: USBLocation? = nil) async throws(USBError) -> [USBHub] {
        let hubs = try await survey.hubs()
        guard let location else { return hubs }
        guard let hub = hubs.first(where: { $0.location == location }) else { throw USBError.noHub(at: location) }
        return [hub]
    }

    /// Switches a port, in both halves of a USB 3 hub, and looks what came of it.
    ///
    /// Power that was switched off for a cycle is switched on again also where the wait is cancelled.
    /// - Parameter isForced: whether a root hub's ports, and ports with a hub behind them, are switched as well.
    /// - Throws: `USBError`; `hubRefuses` before anything is switched where the hub cannot, or it would take more than one
    ///   device along, and afterwards where the hub says that nothing changed.
    public func perform(
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
                // Nobody asked for a port that stays off; the first error is the one to tell.
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

    /// Resets a device, as if it had been plugged in anew with its power on; a hung bridge answers again after that.
    ///
    /// It is looked for afterwards, also as another device: other firmware may start.
    /// - Returns: the device, as it was before.
    /// - Throws: `USBError`; `hubRefuses` for a hub, whose devices would all go, and `linkLost` where nothing comes back.
    @discardableResult
    public func reset(_ location: USBLocation) async throws(USBError) -> USBDevice {
        guard let device = try await bus.devices().first(where: { $0.location == location }) else {
            throw USBError.nothing(at: location)
        }
        guard !device.isHub else {
            throw USBError(
                .hubRefuses,
                "\(location) is a hub: a reset takes all its devices along.",
                nextStep: "Name the device itself; a list of the hubs shows what hangs where."
            )
        }
        try await bus.reset(location)
        guard try await look(Self.looks.back, until: { $0.contains { $0.location == location } }) else {
            throw USBError(
                .linkLost,
                "\(location) has not come back after its reset.",
                nextStep: "Plug it out and in, or switch its power off and on; a list of the hubs shows what is there."
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
        // The kernel's own switch keeps it from switching a port on again whose device it misses.
        if isOn ? sysfs.isDisabled(side.port) == true : true, sysfs.disable(side.port, !isOn) { return }
        _ = try await bus.control(.power(isOn, port: side.port.port), at: side.port.hub)
    }

    /// Looks until the devices are as wanted.
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
                nextStep: "List the hubs to see which ports have power now."
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
            "The power bit of \(ports) did not change: it says \(isOn ? "on" : "off") after it was switched "
                + "\(isOn ? "off" : "on").",
            nextStep: isOn
                ? "Run it as root, so that the kernel keeps the port off (Linux 6.0 or newer), or use another hub."
                : "Look for too much current or a missing supply, plug the hub out and in, and try again."
        )
    }
}

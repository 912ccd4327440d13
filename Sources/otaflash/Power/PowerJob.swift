import DeviceDiscovery

/// What one `power` command does.
struct PowerJob: Sendable {
    var verb: PowerVerb
    /// The port that was named; every verb but `list` needs one.
    var port: HubPortAddress?
    /// The one hub that `list` tells of; all where it is `nil`.
    var hub: USBLocation?
    /// How long a cycle leaves the power off.
    var offTime = Duration.seconds(2)
    /// Whether what takes more than a board along is switched as well.
    var isForced = false

    /// What came of it.
    /// - Parameter power: what switches; it is made only here, since there may be no USB.
    func result(_ power: () throws(USBError) -> HubPower) async -> PowerResult {
        var result = PowerResult(verb: verb, target: port)
        do throws(USBError) {
            let power = try power()
            if verb == .list {
                result.hubs = try await power.hubs(at: hub)
                return result
            }
            // Nothing else may end well without a port: then nothing was done.
            guard let port else { throw USBError.noPort(for: verb) }
            if let action = verb.action(off: offTime) {
                result.report = try await power.perform(action, at: port, isForced: isForced)
            } else {
                result.device = try await power.reset(port.location)
            }
        } catch {
            result.error = error
        }
        return result
    }
}

extension USBError {
    fileprivate static func noPort(for verb: PowerVerb) -> USBError {
        USBError(
            .noDevice,
            "No port was named, so nothing was done.",
            nextStep: "Name it: `otaflash power \(verb.rawValue)` takes --device, or --hub and --hub-port."
        )
    }
}

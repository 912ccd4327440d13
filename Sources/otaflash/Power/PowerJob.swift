import DeviceDiscovery
import Reports

/// What one `power` command does.
struct PowerJob: Sendable {
    var verb: PowerVerb
    /// The port that was named; every verb but `list` needs one.
    var port: HubPortAddress?
    /// The only hub that `list` shows; `nil` for all.
    var hub: USBLocation?
    /// How long a cycle leaves the power off.
    var offTime = Duration.seconds(2)
    /// Whether to switch a port even if that affects more than one board.
    var isForced = false

    /// Runs the command.
    /// - Parameter power: opens the hubs; called only when needed, since there may be no USB.
    func result(_ power: () throws(USBError) -> HubPower) async -> PowerResult {
        var result = PowerResult(verb: verb, target: port)
        do throws(USBError) {
            let power = try power()
            if verb == .list {
                result.hubs = try await power.hubs(at: hub)
                return result
            }
            // Without a port nothing is done, which must not look like success.
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

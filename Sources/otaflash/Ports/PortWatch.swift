import DeviceDiscovery
import OTAUpgrade
import Reports
import TerminalUI

/// Reports ports that appear or disappear, until a signal ends it.
struct PortWatch: Sendable {
    var console: Console
    var isJSON: Bool
    var monitor = DeviceMonitor()
    var catalog = PortCatalog()
    /// The names of the board profiles with such a port.
    var profiles: @Sendable (SerialDevice) -> [String]

    /// - Throws: `OutputError` if the output can no longer be written.
    func run(_ signals: SignalWatch) async throws(OutputError) -> ExitStatus {
        guard let events = monitor.events() else {
            console.tell(Self.noEvents, ExitStatus(Self.noEvents.code))
            return ExitStatus(Self.noEvents.code)
        }
        let outcome = await signals.cancelling { () -> Result<Void, OutputError> in
            var present: [SerialDevice] = []
            for await event in events {
                do throws(OutputError) { try tell(event, &present) } catch { return .failure(error) }
            }
            return .success(())
        }
        try outcome.get()
        return signals.received.map { .interrupted(by: $0) } ?? .ok
    }

    private func tell(_ event: DeviceEvent, _ present: inout [SerialDevice]) throws(OutputError) {
        switch event {
        case .present(let device): try tell("present", device, &present)
        case .added(let device): try tell("added", device, &present)
        case .removed(let path):
            present.removeAll { $0.path == path }
            try show("removed  \(path)", ["event": "removed", "path": .string(path)])
        }
    }

    private func tell(
        _ name: String,
        _ device: SerialDevice,
        _ present: inout [SerialDevice]
    ) throws(OutputError) {
        present.append(device)
        // The other ports of its adapter already exist before their events arrive.
        let others = catalog.ports(lookingForHolders: false).filter { other in
            !present.contains { $0.path == other.path }
        }
        let listing = PortListing(
            device: device,
            selector: device.distinctiveSelector(among: present + others),
            profiles: profiles(device)
        )
        try show(listing.line(name), listing.json.merging(["event": .string(name)]))
    }

    private func show(_ line: String, _ value: JSONValue) throws(OutputError) {
        if isJSON {
            try console.standardOutput.write(value.text() + "\n")
        } else {
            try console.show([line])
        }
    }

    private static let noEvents = UpgradeError(
        .internal,
        "This system has no socket that reports device events.",
        nextStep: "List the ports with `otaflash ports`."
    )
}

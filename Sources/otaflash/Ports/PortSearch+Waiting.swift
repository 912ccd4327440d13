import DeviceDiscovery
import Glibc
import OTAUpgrade
import TransportCore

// A port that is not present yet is looked for every 100 ms of real time, for as long as the user wants to wait.
extension PortSearch {
    /// The ports of this host; if none on USB is new, waits for one that is not in `known`.
    func present(otherThan known: [String] = [], waiting patience: Duration) async throws(UpgradeError)
        -> [SerialDevice]
    {
        do throws(CancellationError) {
            return try await DeviceFinder { catalog.ports() }.devices(otherThan: known, waiting: patience)
        } catch {
            throw .cancelledWait(for: "a serial port")
        }
    }

    /// Waits until a node or link exists; if it does not appear, opening it reports the error.
    func awaitNode(_ path: String) async throws(UpgradeError) {
        try await untilFound(path) { access(path, F_OK) == 0 }
    }

    /// A lasting link to a port, whose node may get another number when its board restarts.
    func link(to address: TransportAddress) -> String? {
        guard case .terminal(let path) = address else { return nil }
        return catalog.link(to: path)
    }

    private func untilFound(_ name: String, _ look: () -> Bool) async throws(UpgradeError) {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: wait)
        while !look(), clock.now < end {
            do {
                try await clock.sleep(for: .milliseconds(100))
            } catch {
                throw .cancelledWait(for: name)
            }
        }
    }
}

extension UpgradeError {
    fileprivate static func cancelledWait(for name: String) -> UpgradeError {
        UpgradeError(
            .interrupted,
            "Waiting for \(name) was cancelled.",
            nextStep: "Run the command again.",
            phase: .connect
        )
    }
}

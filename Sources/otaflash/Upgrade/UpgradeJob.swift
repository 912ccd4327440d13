import ESPImage
import OTAUpgrade
import TransportCore

/// One `upgrade`: reads the file, finds the port, runs the session.
struct UpgradeJob: Sendable {
    var file: String
    var options: UpgradeOptions
    var ports: PortSearch
    /// Takes the events of the session.
    var report: @Sendable (UpgradeEvent) -> Void
    /// Is told which port was found.
    var found: @Sendable (TransportAddress) -> Void

    func run() async -> UpgradeReport {
        var outcome = UpgradeReport(file: file)
        do throws(UpgradeError) {
            let image = try readImage(into: &outcome)
            let connector = try await ports.connector()
            outcome.port = connector.address
            found(connector.address)
            outcome.result = await UpgradeSession(
                connector: connector,
                image: image,
                options: options,
                report: report
            ).run()
        } catch {
            outcome.refusal = error
        }
        return outcome
    }

    private func readImage(into outcome: inout UpgradeReport) throws(UpgradeError) -> AppImage {
        let inspection = try FirmwareFile.inspect(file: file)
        outcome.inspection = inspection
        switch inspection.verdict {
        case .accepted(let image): return image
        case .refused(let error): throw UpgradeError(error)
        }
    }
}

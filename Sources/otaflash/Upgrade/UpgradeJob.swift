import ESPImage
import OTAUpgrade
import TransportCore
import TransportTrace

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
                report: reporter(redacting: connector)
            ).run(token: ports.token)
        } catch {
            outcome.refusal = error
        }
        return outcome
    }

    /// Takes the events, and keeps the image and the check out of a trace that is redacted.
    private func reporter(redacting connector: any TransportConnector) -> @Sendable (UpgradeEvent) -> Void {
        guard ports.isRedacted, let tracing = connector as? TracingConnector else { return report }
        return { [report] event in
            if case .phaseStarted(let phase, _) = event { tracing.withhold(phase == .write || phase == .check) }
            report(event)
        }
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

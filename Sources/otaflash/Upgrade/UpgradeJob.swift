import ESPImage
import Fleet
import OTAUpgrade
import Reports
import TransportCore

/// One `upgrade`: reads the file, finds the port, runs the attempts.
struct UpgradeJob: Sendable {
    var file: String
    /// The name of the board.
    var name: String
    var options: UpgradeOptions
    var recovery: RecoveryPolicy
    var ports: PortSearch
    /// Wraps the connector, to record the traffic.
    var recording: @Sendable (any TransportConnector) -> any TransportConnector = { $0 }
    /// Receives the events.
    var report: @Sendable (BoardEvent) -> Void = { _ in }

    func run() async -> UpgradeReport {
        var inspection: FirmwareFile.Inspection?
        let board: BoardOutcome
        do throws(UpgradeError) {
            let read = try FirmwareFile.inspect(file: file)
            inspection = read
            board = await upgrade(to: try read.accepted(from: file))
        } catch {
            board = BoardOutcome(board: name, status: .failed, attempts: [UpgradeAttempt(error: error)])
            report(BoardEvent(board: name, attempt: 1, .finished(board)))
        }
        return UpgradeReport(file: file, inspection: inspection, board: board)
    }

    private func upgrade(to image: AppImage) async -> BoardOutcome {
        let redaction = ports.isRedacted ? TraceRedaction() : nil
        var job = BoardJob(name: name, options: options, recovery: recovery) {
            [ports, recording] () async throws(UpgradeError) in
            let connector = try await ports.connector()
            redaction?.cover(connector)
            return recording(connector)
        }
        job.token = ports.token
        let upgrade = BoardUpgrade(
            job,
            image: image,
            report: { [report] event in
                redaction?.take(event)
                report(event)
            }
        )
        return await upgrade.run()
    }
}

extension FirmwareFile.Inspection {
    /// The image.
    /// - Throws: why it cannot be installed.
    func accepted(from file: String) throws(UpgradeError) -> AppImage {
        switch verdict {
        case .accepted(let image): return image
        case .refused(let error): throw UpgradeError(error, file: file)
        }
    }
}

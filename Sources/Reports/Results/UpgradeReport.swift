package import ESPImage
package import Fleet
import LuaREPL
package import OTAUpgrade
import TerminalUI
package import TransportCore

/// The outcome of `upgrade`, even if it ended before there was a session.
package struct UpgradeReport: Sendable {
    /// The image file as it was named.
    package var file: String
    /// What the file is; `nil` if it could not be read.
    package var inspection: FirmwareFile.Inspection?
    /// The outcome of the board.
    package var board: BoardOutcome
    /// The signal that interrupted the run.
    package var signal: Int32?
    /// The advice for this board; `nil` leaves errors as they are.
    package var advice: Advice?

    package init(file: String, inspection: FirmwareFile.Inspection? = nil, board: BoardOutcome) {
        (self.file, self.inspection, self.board) = (file, inspection, board)
    }

    /// The run, for the reports at its end.
    package func run(timedBy clock: RunClock) -> RunReport {
        RunReport(
            file: file,
            inspection: inspection,
            start: clock.start,
            duration: clock.elapsed,
            boards: [board.naming(signal).completed(by: advice)],
            signal: signal
        )
    }

    /// The port that was used; `nil` if none was found.
    package var port: TransportAddress? { board.address }
    /// The result of the last session; `nil` if there was none.
    package var result: UpgradeResult? { board.result }

    package var outcome: UpgradeResult.Outcome {
        result?.outcome ?? .failed
    }

    package var error: UpgradeError? {
        board.naming(signal).completed(by: advice).error
    }

    package var exitStatus: ExitStatus {
        error.map { ExitStatus($0.code, signal: signal) } ?? .ok
    }

    /// The state of the board now; `nil` if it was never reached.
    package var boardState: BoardState? {
        error?.board ?? result?.after.map { BoardState($0) }
    }
}

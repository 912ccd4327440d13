import Bench
import ESPImage
import LuaREPL
import OTAUpgrade
import TransportCore

/// The outcome of `upgrade`, even if it ended before there was a session.
struct UpgradeReport: Sendable {
    /// The image file as it was named.
    var file: String
    /// What the file is; `nil` if it could not be read.
    var inspection: FirmwareFile.Inspection?
    /// The outcome of the board.
    var board: BoardOutcome
    /// The signal that interrupted the run.
    var signal: Int32?
    /// The advice for this board; `nil` leaves errors as they are.
    var advice: Advice?

    /// The run, for the reports at its end.
    func run(in context: RunContext) -> RunReport {
        RunReport(
            file: file,
            inspection: inspection,
            start: context.clock.start,
            duration: context.clock.elapsed,
            boards: [board.naming(signal).completed(by: advice)],
            signal: signal
        )
    }

    /// The port that was used; `nil` if none was found.
    var port: TransportAddress? { board.address }
    /// The result of the last session; `nil` if there was none.
    var result: UpgradeResult? { board.result }

    var outcome: UpgradeResult.Outcome {
        result?.outcome ?? .failed
    }

    var error: UpgradeError? {
        board.naming(signal).completed(by: advice).error
    }

    var exitStatus: ExitStatus {
        error.map { ExitStatus($0.code, signal: signal) } ?? .ok
    }

    /// The state of the board now; `nil` if it was never reached.
    var boardState: BoardState? {
        error?.board ?? result?.after.map { BoardState($0) }
    }
}

import Bench
import ESPImage
import LuaREPL
import OTAUpgrade
import TransportCore

/// What `upgrade` came to, also where it ended before there was a session.
struct UpgradeReport: Sendable {
    /// The image file as it was named.
    var file: String
    /// What the file is; `nil` where it could not be read.
    var inspection: FirmwareFile.Inspection?
    /// What became of the board.
    var board: BoardOutcome
    /// The signal that interrupted the run.
    var signal: Int32?
    /// What one types for this board; `nil` leaves commands as messages name them.
    var commands: BoardCommands?

    /// The run, for those who tell of it when it is over.
    func run(in context: RunContext) -> RunReport {
        RunReport(
            file: file,
            inspection: inspection,
            start: context.clock.start,
            duration: context.clock.elapsed,
            boards: [board.naming(signal).spellingOut(commands)],
            signal: signal
        )
    }

    /// The port that was used; `nil` where none was found.
    var port: TransportAddress? { board.address }
    /// What the last session came to; `nil` where there was none.
    var result: UpgradeResult? { board.result }

    var outcome: UpgradeResult.Outcome {
        result?.outcome ?? .failed
    }

    var error: UpgradeError? {
        board.naming(signal).spellingOut(commands).error
    }

    var exitStatus: ExitStatus {
        error.map { ExitStatus($0.code, signal: signal) } ?? .ok
    }

    /// Where the board stands now; `nil` where it was never reached.
    var boardState: BoardState? {
        error?.board ?? result?.after.map { BoardState($0) }
    }
}

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
    /// The port that was used; `nil` where none was found.
    var port: TransportAddress?
    /// What the session came to; `nil` where there was none.
    var result: UpgradeResult?
    /// Why there was no session.
    var refusal: UpgradeError?
    /// The signal that interrupted the run.
    var signal: Int32?

    init(file: String) {
        self.file = file
    }

    var outcome: UpgradeResult.Outcome {
        result?.outcome ?? .failed
    }

    var error: UpgradeError? {
        (result?.error ?? refusal)?.naming(signal)
    }

    var exitStatus: ExitStatus {
        error.map { ExitStatus($0.code, signal: signal) } ?? .ok
    }

    /// Where the board stands now; `nil` where it was never reached.
    var boardState: BoardState? {
        error?.board ?? result?.after.map { BoardState($0) }
    }
}

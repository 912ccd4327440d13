import ESPImage
import Fleet
import FoundationEssentials
import OTAUpgrade

/// The outcome of a run of one board or many, for the reports at its end.
struct RunReport: Sendable {
    /// The image file as it was named.
    var file: String
    /// What the file is; `nil` if it could not be read.
    var inspection: FirmwareFile.Inspection?
    /// When the run began.
    var start: Date
    /// How long it took.
    var duration: Duration
    /// The boards in their order.
    var boards: [BoardOutcome]
    /// The signal that interrupted the run.
    var signal: Int32?

    /// Puts the boards into the order of these names.
    mutating func sort(by names: [String]) {
        let places = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
        boards.sort { places[$0.board, default: 0] < places[$1.board, default: 0] }
    }
}

package import ESPImage
package import Fleet
package import FoundationEssentials
import OTAUpgrade

/// The outcome of a run of one board or many, for the reports at its end.
package struct RunReport: Sendable {
    /// The image file as it was named.
    package var file: String
    /// What the file is; `nil` if it could not be read.
    package var inspection: FirmwareFile.Inspection?
    /// When the run began.
    package var start: Date
    /// How long it took.
    package var duration: Duration
    /// The boards in their order.
    package var boards: [BoardOutcome]
    /// The signal that interrupted the run.
    package var signal: Int32?

    package init(
        file: String,
        inspection: FirmwareFile.Inspection? = nil,
        start: Date,
        duration: Duration,
        boards: [BoardOutcome],
        signal: Int32? = nil
    ) {
        (self.file, self.inspection, self.start, self.duration) = (file, inspection, start, duration)
        (self.boards, self.signal) = (boards, signal)
    }

    /// Puts the boards into the order of these names.
    package mutating func sort(by names: [String]) {
        let places = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
        boards.sort { places[$0.board, default: 0] < places[$1.board, default: 0] }
    }
}

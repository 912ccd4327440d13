package import ESPImage
package import OTAUpgrade
import TerminalUI

/// What `image` found out about a file.
package struct ImageReport: Sendable {
    /// The file as it was named.
    package var file: String
    /// What it is; `nil` if it could not be read.
    package var inspection: FirmwareFile.Inspection?
    /// Why it cannot be installed; `nil` if it can.
    package var refusal: UpgradeError?

    /// Reads a file.
    package init(file: String) {
        self.file = file
        do throws(UpgradeError) {
            let inspection = try FirmwareFile.inspect(file: file)
            self.inspection = inspection
            refusal = inspection.error.map { UpgradeError($0, file: file) }
        } catch {
            refusal = error
        }
    }

    package var exitStatus: ExitStatus {
        refusal.map { ExitStatus($0.code) } ?? .ok
    }
}

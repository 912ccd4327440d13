package import ESPImage
import LuaREPL
package import OTAUpgrade

extension UpgradeError {
    /// A file that cannot be installed.
    package init(_ error: ImageError, file: String) {
        self.init(.imageRejected, "\(file): \(error.message)".printable, nextStep: error.nextStep.printable, phase: nil)
    }
}

extension FirmwareFile {
    /// Reads a file and identifies it.
    /// - Throws: `imageRejected` if it cannot be read. A file of the wrong kind is not an error here.
    package static func inspect(file: String) throws(UpgradeError) -> Inspection {
        do {
            return inspect(try InputFile(file).read())
        } catch {
            throw UpgradeError(
                .imageRejected,
                error.description,
                nextStep: "Give the path of the firmware's .bin file."
            )
        }
    }
}

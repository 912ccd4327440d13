package import Inventory
import TerminalUI

/// What `inventory check` found.
package struct InventoryReport: Sendable {
    package var file: String
    package var check: InventoryCheck

    package init(file: String, check: InventoryCheck) {
        self.file = file
        self.check = check
    }

    /// Reads the file and checks it.
    package init(file: String, check: ([UInt8]) -> InventoryCheck) {
        self.file = file
        do throws(InputFileError) {
            self.check = check(try InventoryFile(path: file).text())
        } catch {
            self.check = InventoryCheck(unreadable: "\(error)")
        }
    }

    package var exitStatus: ExitStatus {
        check.mistakes.isEmpty ? .ok : .usage
    }
}

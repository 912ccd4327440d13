import Inventory

/// What `inventory check` found.
struct InventoryReport: Sendable {
    var file: String
    var check: InventoryCheck

    init(file: String, check: InventoryCheck) {
        self.file = file
        self.check = check
    }

    /// Reads the file and checks it.
    init(file: String, check: ([UInt8]) -> InventoryCheck) {
        self.file = file
        do throws(InputFileError) {
            self.check = check(try InventoryFile(path: file).text())
        } catch {
            self.check = InventoryCheck(unreadable: "\(error)")
        }
    }

    var exitStatus: ExitStatus {
        check.mistakes.isEmpty ? .ok : .usage
    }
}

import Glibc

/// The file of an inventory; `-` is standard input.
struct InventoryFile: Sendable, Hashable {
    /// No bench is this large.
    private static let limit = 1 << 20

    let path: String

    /// The text; `nil` if there is no such file yet.
    /// - Throws: `InputFileError` if it cannot be read for another reason.
    func textIfThere() throws(InputFileError) -> [UInt8]? {
        do throws(InputFileError) {
            return try text()
        } catch {
            guard error.reason == .system(ENOENT) else { throw error }
            return nil
        }
    }

    /// The text.
    func text() throws(InputFileError) -> [UInt8] {
        do throws(InputFileError) {
            return try InputFile(path, limit: Self.limit).read()
        } catch {
            guard error.reason == .tooLong(limit: Self.limit) else { throw error }
            // The system's own message fits, and does not mention firmware.
            throw InputFileError(path: path, reason: .system(EFBIG))
        }
    }
}

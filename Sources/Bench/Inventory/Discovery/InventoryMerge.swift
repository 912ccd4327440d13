/// An inventory with entries added at its end; what it had stays byte for byte.
public struct InventoryMerge: Sendable, Hashable {
    /// All of the new text.
    public let bytes: [UInt8]
    /// What was added.
    public let addition: String

    /// Adds entries.
    /// - Parameters:
    ///   - proposals: the entries; with none the bytes stay as they are.
    ///   - old: the text that there is; empty where there is no file yet.
    ///   - file: what errors call it.
    /// - Throws: `InventoryError` where the text is no inventory, or where nothing can be added to it.
    public init(_ proposals: [InventoryProposal], to old: [UInt8], file: String) throws(InventoryError) {
        guard let text = String(validating: old, as: UTF8.self) else {
            throw InventoryError(.unreadable, "“\(file)”: it is not UTF-8.", nextStep: "Save the file as UTF-8.")
        }
        _ = try Inventory(toml: text, file: file)
        guard !proposals.isEmpty else {
            (bytes, addition) = (old, "")
            return
        }
        // Windows' ends of lines stay those of the whole file.
        let end = text.contains("\r\n") ? "\r\n" : "\n"
        let isOpen = old.last.map { $0 != UInt8(ascii: "\n") } ?? false
        let head = old.isEmpty ? Self.head + end + end : isOpen ? end + end : end
        let entries = proposals.map(\.toml).joined(separator: "\n").split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        addition = head + entries.joined(separator: end)
        bytes = old + Array(addition.utf8)
        do throws(InventoryError) {
            _ = try Inventory(toml: String(decoding: bytes, as: UTF8.self), file: file)
        } catch {
            throw InventoryError(
                .invalidEntry,
                "“\(file)” cannot take a [[board]] at its end: \(error.message)",
                nextStep: "Write its boards as [[board]] tables, or let the entries be printed and add them by hand."
            )
        }
    }

    private static let head = "# The boards of a bench; Documentation/Inventory.md of otaflash tells the keys."
}

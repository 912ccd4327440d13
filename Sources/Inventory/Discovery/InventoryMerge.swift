/// An inventory with entries added at its end; the existing text stays byte for byte.
package struct InventoryMerge: Sendable, Hashable {
    /// The complete new text.
    package let bytes: [UInt8]
    /// What was added.
    package let addition: String

    /// Adds entries.
    /// - Parameters:
    ///   - proposals: the entries; if there are none, the bytes do not change.
    ///   - old: the existing text; empty if there is no file yet.
    ///   - file: the name of the file in errors.
    ///   - heading: the comment at the start of a new file.
    /// - Throws: `InventoryError` if the text is not an inventory, or if nothing can be added to it.
    package init(
        _ proposals: [InventoryProposal],
        to old: [UInt8],
        file: String,
        heading: String = "The boards of a bench."
    ) throws(InventoryError) {
        guard let text = String(validating: old, as: UTF8.self) else {
            throw InventoryError(.unreadable, "“\(file)”: it is not UTF-8.", nextStep: "Save the file as UTF-8.")
        }
        _ = try Inventory(toml: text, file: file)
        guard !proposals.isEmpty else {
            (bytes, addition) = (old, "")
            return
        }
        // A file with CRLF line endings keeps them throughout.
        let end = text.contains("\r\n") ? "\r\n" : "\n"
        let isOpen = old.last.map { $0 != UInt8(ascii: "\n") } ?? false
        let head = old.isEmpty ? "# \(heading)" + end + end : isOpen ? end + end : end
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
                nextStep: "Write its boards as [[board]] tables, or print the entries and add them by hand."
            )
        }
    }
}

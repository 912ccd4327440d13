package import BoardProfiles
import ESPImage
import Glibc
package import Inventory
import TerminalUI

/// What `inventory discover` found, and whether it was written.
package struct DiscoveryReport: Sendable {
    /// The file; `nil` if none is named.
    package var file: String?
    /// What was found; `nil` if the existing file cannot be read.
    private(set) var discovery: InventoryDiscovery?
    /// The text to append.
    private(set) var addition = ""
    /// Whether the file was written.
    private(set) var isWritten = false
    /// Why it failed; `nil` if it did not.
    private(set) var error: InventoryError?

    private var bytes: [UInt8] = []
    private static let heading = "The boards of a bench; Documentation/Inventory.md of otaflash lists the keys."

    /// Compares a host with the inventory; writes nothing.
    package init(
        file: String?,
        on host: BenchHost,
        answers: [String: PortAnswer] = [:],
        profiles catalog: ProfileCatalog
    ) {
        self.file = file
        do throws(InventoryError) {
            let old = try file.map(Self.text) ?? []
            let name = file ?? "the new inventory"
            let boards = try Inventory(toml: String(decoding: old, as: UTF8.self), file: name).boards
            let discovery = InventoryDiscovery(on: host, answers: answers, boards: boards, profiles: catalog)
            let merge = try InventoryMerge(discovery.proposals, to: old, file: name, heading: Self.heading)
            (self.discovery, addition, bytes) = (discovery, merge.addition, merge.bytes)
        } catch {
            self.error = error
        }
    }

    /// Writes the file if one is named and there is something to append.
    package mutating func write() {
        guard let file, error == nil, !addition.isEmpty else { return }
        do throws(OutputError) {
            try AtomicFile(file).write(bytes)
            isWritten = true
        } catch {
            self.error = InventoryError(
                .unwritable,
                "“\(file)” cannot be written: \(String(cString: strerror(error.errno))).",
                nextStep: "Name another file, or none to print the entries."
            )
        }
    }

    package var exitStatus: ExitStatus {
        switch error?.code {
        case nil: .ok
        case .unwritable: .internal
        default: .usage
        }
    }

    private static func text(of file: String) throws(InventoryError) -> [UInt8] {
        do throws(InputFileError) {
            let bytes = try InventoryFile(path: file).textIfThere() ?? []
            // The appended text is UTF-8, so the rest must be UTF-8, too.
            if let text = String(fileText: bytes) { return Array(text.utf8) }
        } catch {
            throw InventoryError(.unreadable, "\(error)", nextStep: "Check the path and its permissions.")
        }
        throw InventoryError(.unreadable, "“\(file)” is not UTF-8.", nextStep: "Save it as UTF-8.")
    }
}

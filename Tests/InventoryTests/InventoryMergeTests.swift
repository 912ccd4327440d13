import BoardProfiles
import DeviceDiscovery
import Testing

@testable import Inventory

/// A merge keeps every byte of the file.
struct InventoryMergeTests {
    private static let devices = [BenchSamples.cp2102(), BenchSamples.cp2102n]

    private func merge(_ old: String) throws -> InventoryMerge {
        let found = InventoryDiscovery(
            on: BenchSamples.host(Self.devices),
            boards: try BenchSamples.boards(old),
            profiles: try ProfileCatalog()
        )
        return try InventoryMerge(found.proposals, to: Array(old.utf8), file: "bench.toml")
    }

    @Test(arguments: [
        "", "# only a comment", "# only a comment\n",
        "# mine\n\n[[board]]   # left one\n  port=\"/dev/ttyUSB0\" # odd   spacing\n\tname   =  'left'\n\n\n",
        "[[board]]\nname = \"left\"\ndevice = \"path:1-2\"",
        "[[board]]\r\nname = \"left\"\r\ndevice = \"path:1-2\"\r\n",
        "[[board]]\nname = \"left\"\ndevice = \"path:1-2\"\ncheck = \"\"\"\nreturn true\n\"\"\"",
    ])
    func whatWasThereStaysByteForByteAndTheSecondRunAddsNothing(old: String) throws {
        let once = try merge(old)
        #expect(once.bytes.starts(with: old.utf8))
        #expect(!once.addition.isEmpty)
        let text = String(decoding: once.bytes, as: UTF8.self)
        let boards = try BenchSamples.boards(text)
        #expect(boards.contains { $0.device == "serial:8a3f61b2c04de911" })
        #expect(Set(boards.map(\.name)).count == boards.count)
        let twice = try merge(text)
        #expect(twice.bytes == once.bytes)
        #expect(twice.addition == "")
    }

    @Test func lineEndingsAreKept() throws {
        let text = try merge("[[board]]\r\nname = \"left\"\r\ndevice = \"path:1-2\"\r\n").bytes
        #expect(text.filter { $0 == 0x0A }.count == text.filter { $0 == 0x0D }.count)
        #expect(try !merge("# a\n").bytes.contains(0x0D))
    }

    @Test func textThatIsNotAnInventoryIsRefused() {
        #expect(throws: InventoryError.self) { try InventoryMerge([], to: Array("x = 1".utf8), file: "a") }
        #expect(throws: InventoryError.self) { try InventoryMerge([], to: [0xFF], file: "a") }
    }

    @Test func aListThatNothingCanBeAddedToIsRefused() throws {
        let error = #expect(throws: InventoryError.self) {
            try merge("board = [{ name = \"left\", device = \"path:1-2\" }]\n")
        }
        #expect(error?.nextStep.contains("[[board]]") == true)
    }
}

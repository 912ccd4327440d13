import ESPImage
import FoundationEssentials
import Subprocess

@testable import Reports
@testable import otaflash

/// A folder with a board on a pseudo terminal and images for it.
struct MockBench {
    let folder: String

    /// The path that a host opens.
    var link: String { folder + "/board" }
    /// Where the board keeps its flash.
    var flash: String { folder + "/flash.bin" }

    /// Writes an application image.
    func image(_ version: String, chip: Chip = .esp32, size: Int = 0x8000, name: String = "image") throws -> String {
        let path = "\(folder)/\(name)-\(version).bin"
        try AppImageBuilder(chip: chip, version: version, size: size).build().write(to: path)
        return path
    }

    /// The content of a slot in the board's flash.
    func slot(_ label: String, size: Int) throws -> [UInt8] {
        let flash = try InputFile(flash).read()
        guard let partition = PartitionTable.nodeMCUDocumentation.partitions.first(where: { $0.name == label }) else {
            return []
        }
        return Array(flash[partition.offset..<partition.offset + size])
    }
}

/// Starts `mock-board`, runs `body` once it serves, and ends it.
///
/// The board runs version 1.0.0 with rollback, erases instantly, and keeps its flash in a file.
/// - Parameter body: also receives the process of the board.
func withMockBoard<Result: Sendable>(
    _ options: [String] = [],
    chip: Chip = .esp32,
    rollback: Bool = true,
    initLua: String? = nil,
    _ body: @Sendable (MockBench, pid_t) async throws -> Result
) async throws -> Result {
    let bench = MockBench(
        folder: FileManager.default.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)").path
    )
    try FileManager.default.createDirectory(atPath: bench.folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: bench.folder) }
    let firmware = try bench.image("1.0.0", chip: chip, name: "old")
    if let initLua { try Array(initLua.utf8).write(to: bench.folder + "/init.lua") }
    let scripts = initLua == nil ? [] : ["--init-lua", bench.folder + "/init.lua"]
    let usual = [
        "--link", bench.link, "--flash", bench.flash, "--firmware", firmware, "--chip", chip.rawValue, "--erase-ms",
        "0",
    ]
    return try await withServer(usual + scripts + (rollback ? ["--rollback"] : []) + options) { _, pid in
        try await body(bench, pid)
    }
}

/// Starts `mock-board`, runs `body` once it serves, and ends it.
/// - Parameter body: receives the path that a host opens, and the process of the board.
func withServer<Result: Sendable>(
    _ arguments: [String],
    _ body: @Sendable (_ path: String, pid_t) async throws -> Result
) async throws -> Result {
    try await run(
        Tool.mockBoard.executable,
        arguments: Arguments(arguments),
        input: .none,
        output: .sequence,
        error: .discarded
    ) { execution in
        var lines = execution.standardOutput.strings().makeAsyncIterator()
        guard let ready = try await lines.next(), ready.hasPrefix("ready ") else { throw BoardDidNotStart() }
        let path = String(ready.dropFirst("ready ".count).prefix { !$0.isNewline })
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(try await body(path, execution.processIdentifier.value))
        } catch {
            outcome = .failure(error)
        }
        // The test may have ended the board already.
        try? execution.send(signal: .terminate)
        while try await lines.next() != nil {}
        return try outcome.get()
    }.closureResult
}

struct BoardDidNotStart: Error {}

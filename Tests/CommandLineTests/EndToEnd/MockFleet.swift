import ESPImage
import Foundation
import Testing

@testable import Reports
@testable import otaflash

/// Boards, each on its own pseudo terminal, and an inventory that names them `esp1`, `esp2` and so on.
///
/// `withMockFleet` ends them.
actor MockFleet {
    let folder: String
    let names: [String]
    private var boards: [String: Process] = [:]

    /// The inventory.
    nonisolated var inventory: String { folder + "/bench.toml" }

    init(_ count: Int) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "fleet-\(UUID().uuidString)").path
        names = (1...count).map { "esp\($0)" }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try AppImageBuilder(version: "1.0.0", size: 0x4000).build().write(to: folder + "/old.bin")
        let entries = names.enumerated().map { index, name in
            "[[board]]\nname = \"\(name)\"\nport = \"\(folder)/\(name)\"\ntags = [\"\(index % 2 == 0 ? "odd" : "even")\"]\n"
        }
        try Array(entries.joined(separator: "\n").utf8).write(to: inventory)
    }

    /// Writes an image of a version.
    nonisolated func image(_ version: String) throws -> String {
        let path = "\(folder)/\(version).bin"
        try AppImageBuilder(version: version, size: 0x4000, seed: 7).build().write(to: path)
        return path
    }

    /// Starts boards and waits until all are ready; a board that is already running is ended first.
    ///
    /// A board's flash survives a restart.
    func start(_ names: [String], _ options: [String] = []) async throws {
        for name in names { end(name) }
        var outputs: [Pipe] = []
        for name in names {
            let (board, output) = (Process(), Pipe())
            board.executableURL = URL(filePath: Tool.mockBoard.path)
            board.arguments =
                [
                    "--link", "\(folder)/\(name)", "--flash", "\(folder)/\(name).flash", "--firmware",
                    folder + "/old.bin",
                    "--rollback", "--erase-ms", "0",
                ] + options
            board.standardOutput = output
            board.standardError = FileHandle.nullDevice
            try board.run()
            boards[name] = board
            outputs.append(output)
        }
        for output in outputs {
            var text = ""
            while !text.hasPrefix("ready ") || !text.contains("\n") {
                let data = output.fileHandleForReading.availableData
                guard !data.isEmpty else { throw BoardDidNotStart() }
                text += String(decoding: data, as: UTF8.self)
            }
        }
    }

    /// Ends all boards and removes the folder.
    func end() {
        for name in names { end(name) }
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func end(_ name: String) {
        guard let board = boards.removeValue(forKey: name) else { return }
        board.terminate()
        board.waitUntilExit()
    }
}

/// Starts `count` boards, runs `body`, and ends them.
func withMockFleet(_ count: Int, _ body: @Sendable (MockFleet) async throws -> Void) async throws {
    let fleet = try MockFleet(count)
    do {
        try await fleet.start(fleet.names)
        try await body(fleet)
    } catch {
        await fleet.end()
        throw error
    }
    await fleet.end()
}

/// The events of a run; each line is checked against the schema.
func events(of file: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [JSONValue] {
    let schema = try JSONSchema("event.schema.json")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.hasSuffix("\n"), sourceLocation: sourceLocation)
    return try text.split(separator: "\n").map { line in
        #expect(line.utf8.count < 4096, sourceLocation: sourceLocation)
        let event = try JSONValue(text: line.utf8)
        #expect(schema.faults(of: event) == [], sourceLocation: sourceLocation)
        return event
    }
}

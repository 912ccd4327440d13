import FoundationEssentials

/// Runs `body` with the path of a file that exists until `body` returns.
func withTemporaryFile<Result>(_ content: String = "", _ body: (String) throws -> Result) throws -> Result {
    let path = FileManager.default.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)").path
    try Data(content.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
}

/// The same for an asynchronous body.
func withTemporaryFile<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let path = FileManager.default.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(path)
}

extension [UInt8] {
    /// Replaces what a file holds.
    func write(to path: String) throws {
        try Data(self).write(to: URL(filePath: path))
    }
}

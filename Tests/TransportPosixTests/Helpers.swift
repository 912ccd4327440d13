import Foundation
import Glibc

/// Makes a folder that is removed after `body`.
func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path(percentEncoded: false))
}

/// Drops root's privileges, which override file permissions, for the rest of this process.
func becomeNobody() {
    guard geteuid() == 0 else { return }
    setgroups(0, nil)
    setgid(65534)
    setuid(65534)
}

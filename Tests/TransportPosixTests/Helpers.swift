import Foundation
import Glibc

/// Makes a folder that is gone after `body`.
func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path(percentEncoded: false))
}

/// Gives up root's rights, which permissions do not bind, for the rest of this process.
func becomeNobody() {
    guard geteuid() == 0 else { return }
    setgroups(0, nil)
    setgid(65534)
    setuid(65534)
}

import Bench
import FoundationEssentials
import Testing

struct AtomicFileTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func aFileIsReplacedAndKeepsItsRightsAndItsLink() throws {
        try withFolder { folder in
            let (path, link) = (folder + "/bench.toml", folder + "/link")
            try Data("old".utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
            try AtomicFile(path: link).write(Array("new".utf8))
            #expect(try Data(contentsOf: URL(filePath: path)) == Data("new".utf8))
            let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(rights == 0o640)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["bench.toml", "link"])
        }
    }

    @Test func aFileIsMadeAndNothingIsLeftBehindWhereItCannotBe() throws {
        try withFolder { folder in
            try AtomicFile(path: folder + "/a").write([1, 2])
            #expect(try Data(contentsOf: URL(filePath: folder + "/a")) == Data([1, 2]))
            #expect(throws: AtomicFile.Failure.self) { try AtomicFile(path: folder + "/no/a").write([1]) }
            #expect(throws: AtomicFile.Failure.self) { try AtomicFile(path: folder).write([1]) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
        }
    }
}

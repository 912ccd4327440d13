import Foundation
import Testing
import TransportCore

@testable import TransportPosix

@Suite struct SymbolicLinkTests {
    @Test func isCreatedRedirectedAndRemoved() async throws {
        try await withTemporaryFolder { folder in
            let link = SymbolicLink(folder + "/board")
            try link.point(to: "/dev/pts/1")
            #expect(FileSystem.target(ofLink: link.path) == "/dev/pts/1")
            try link.point(to: "/dev/pts/2")
            #expect(FileSystem.target(ofLink: link.path) == "/dev/pts/2")
            #expect(FileSystem.names(in: folder) == ["board"], "no draft is left")
            link.remove(ifPointingTo: "/dev/pts/2")
            #expect(FileSystem.names(in: folder) == [])
        }
    }

    @Test("a chain of links is followed by names alone")
    func trail() async throws {
        try await withTemporaryFolder { folder in
            let files = FileManager.default
            try files.createDirectory(atPath: folder + "/serial/by-id", withIntermediateDirectories: true)
            try files.createSymbolicLink(atPath: folder + "/serial/by-id/a", withDestinationPath: "../.././ttyUSB0")
            try files.createSymbolicLink(atPath: folder + "/board", withDestinationPath: folder + "/serial/by-id/a")
            try files.createSymbolicLink(atPath: folder + "/loop", withDestinationPath: "loop")
            let end = folder + "/ttyUSB0"
            #expect(FileSystem.trail(from: folder + "/board") == [folder + "/serial/by-id/a", end])
            #expect(FileSystem.trail(from: end) == [])
            #expect(FileSystem.trail(from: folder + "/loop").count == 40)
        }
    }

    @Test func aLinkOfAnotherProgramIsLeftAlone() async throws {
        try await withTemporaryFolder { folder in
            let link = SymbolicLink(folder + "/board")
            try link.point(to: "/dev/pts/1")
            try link.point(to: "/dev/pts/2")
            link.remove(ifPointingTo: "/dev/pts/1")
            #expect(FileSystem.target(ofLink: link.path) == "/dev/pts/2")
        }
    }

    @Test func aFileIsNotReplaced() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/precious"
            try Data("text".utf8).write(to: URL(filePath: path))
            let link = SymbolicLink(path)
            #expect(throws: TransportError.self) { try link.point(to: "/dev/pts/1") }
            link.remove(ifPointingTo: "/dev/pts/1")
            #expect(FileSystem.contents(of: path) == Array("text".utf8))
            #expect(FileSystem.names(in: folder) == ["precious"])
        }
    }

    @Test func aFolderThatIsMissingIsAnError() {
        let error = #expect(throws: TransportError.self) {
            try SymbolicLink("/no/such/folder/board").point(to: "/dev/null")
        }
        #expect(error?.code == .system)
        #expect(error?.systemError == ENOENT)
    }
}

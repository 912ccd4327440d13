import FoundationEssentials
import Glibc
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct AtomicFileTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        try withTemporaryFile { path throws in
            unlink(path)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try body(path)
        }
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode : 0
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test func `a new file has the content and the default mode`() throws {
        try withFolder { folder in
            try Array("usual".utf8).write(to: folder + "/usual")
            try AtomicFile(folder + "/new").write("all of it")
            #expect(try InputFile(folder + "/new").read() == Array("all of it".utf8))
            #expect(mode(folder + "/new") & 0o777 == 0o666 & ~currentMask())
            #expect(try names(folder) == ["new", "usual"])
        }
    }

    /// The umask; it can only be read by setting it, which would affect other tests.
    private func currentMask() -> mode_t {
        let status = (try? InputFile("/proc/self/status").read()) ?? []
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("Umask:") }
        return line?.split(separator: "\t").last.flatMap { mode_t($0, radix: 8) } ?? 0o022
    }

    @Test func `an existing file keeps its mode`() throws {
        try withFolder { folder in
            let path = folder + "/old"
            try Array("old".utf8).write(to: path)
            #expect(chmod(path, 0o640) == 0)
            try AtomicFile(path).write("new")
            #expect(mode(path) & 0o7777 == 0o640)
            #expect(try InputFile(path).read() == Array("new".utf8))
        }
    }

    @Test func `a symbolic link stays a link`() throws {
        try withFolder { folder in
            try Array("old".utf8).write(to: folder + "/file")
            #expect(symlink("file", folder + "/link") == 0)
            try AtomicFile(folder + "/link").write("new")
            #expect(mode(folder + "/link") & S_IFMT == S_IFLNK)
            #expect(try InputFile(folder + "/file").read() == Array("new".utf8))
        }
    }

    @Test func `anything but a regular file is left alone`() throws {
        try withFolder { folder in
            #expect(throws: OutputError(errno: EISDIR)) { try AtomicFile(folder).write("x") }
            #expect(mkfifo(folder + "/pipe", 0o600) == 0)
            #expect(throws: OutputError(errno: EINVAL)) { try AtomicFile(folder + "/pipe").write("x") }
            #expect(throws: OutputError(errno: ENOENT)) { try AtomicFile(folder + "/no/file").write("x") }
            #expect(throws: OutputError(errno: ENOTDIR)) { try AtomicFile("/dev/null/file").write("x") }
            let left = try names(folder)
            #expect(left == ["pipe"])
        }
    }

    @Test func `a full disk leaves only the old file`() async {
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 1000, rlim_max: 1000)
            let template = FileManager.default.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)").path
            try FileManager.default.createDirectory(atPath: template, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: template) }
            try AtomicFile(template + "/file").write("old")
            #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
            #expect(throws: OutputError(errno: EFBIG)) {
                try AtomicFile(template + "/file").write(String(repeating: "x", count: 4000))
            }
            #expect(try InputFile(template + "/file").read() == Array("old".utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: template) == ["file"])
        }
    }

    @Test func `a reader never sees a partial file`() async throws {
        try await withTemporaryFile { path async throws in
            let contents = [Array(repeating: UInt8(1), count: 300_000), Array(repeating: UInt8(2), count: 100)]
            try AtomicFile(path).write(contents[0])
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for number in 1...200 { try AtomicFile(path).write(contents[number % 2]) }
                }
                group.addTask {
                    for _ in 1...200 {
                        let found = try InputFile(path).read()
                        #expect(contents.contains(found))
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}

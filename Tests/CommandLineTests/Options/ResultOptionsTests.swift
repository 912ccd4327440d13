import ArgumentParser
import FoundationEssentials
import Glibc
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct ResultOptionsTests {
    private let context = RunContext(arguments: ["upgrade"], environment: [:], signals: SignalWatch())

    private func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        try withTemporaryFile { path throws in
            unlink(path)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            return try body(path)
        }
    }

    private func refusal(_ arguments: String...) -> String? {
        do {
            _ = try ResultOptions.parse(arguments)
            return nil
        } catch {
            return ResultOptions.message(for: error)
        }
    }

    @Test func `writable paths are accepted`() throws {
        try withFolder { folder in
            try Array("old".utf8).write(to: folder + "/old.xml")
            for arguments in [
                [], ["--junit", folder + "/old.xml", "--metrics", folder + "/new.prom"], ["--artifacts", folder],
                ["--artifacts", folder + "/new"], ["--artifacts", folder + "/new/"], ["--junit", "x.xml"],
            ] {
                #expect(throws: Never.self, "\(arguments)") { try ResultOptions.parse(arguments) }
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["old.xml"])
        }
    }

    @Test func `a path that cannot be written is refused before the run`() throws {
        try withFolder { folder in
            #expect(
                refusal("--junit", folder + "/no/x.xml")
                    == "--junit: “\(folder)/no/x.xml” cannot be written: No such file or directory."
            )
            #expect(refusal("--metrics", folder) == "--metrics: “\(folder)” cannot be written: Is a directory.")
            #expect(refusal("--junit", "-") == "--junit takes a file; standard output is for the result.")
            #expect(
                refusal("--junit", "/dev/null") == "--junit: “/dev/null” is not a regular file and cannot be replaced."
            )
            #expect(
                refusal("--artifacts", folder + "/no/out")
                    == "--artifacts: “\(folder)/no/out” cannot be written: No such file or directory."
            )
            #expect(
                refusal("--artifacts", "/dev/null") == "--artifacts: “/dev/null” cannot be written: Not a directory."
            )
        }
    }

    @Test func `one file cannot be both reports`() throws {
        try withFolder { folder in
            #expect(symlink(".", folder + "/link") == 0)
            let path = folder + "/x"
            #expect(
                refusal("--junit", path, "--metrics", folder + "/link/x")
                    == "--junit and --metrics cannot both be “\(path)”."
            )
        }
    }

    @Test func everythingIsWritten() throws {
        try withFolder { folder in
            let options = try ResultOptions.parse([
                "--junit", folder + "/run.xml", "--metrics", folder + "/run.prom", "--artifacts", folder + "/out",
            ])
            let recorder = try options.recorder(context)
            let report = try RunSamples.run(RunSamples.fleet)
            let files = options.reporter(recorder).finish(report)
            #expect(files.failures == [])
            #expect(Set(files.artifacts.map(\.board)) == ["esp1", "esp2", "esp3", "esp4"])
            #expect(
                try InputFile(folder + "/run.xml").read()
                    == Array(JUnitReport(report, host: HostName.current).text.utf8)
            )
            #expect(try InputFile(folder + "/run.prom").read() == Array(MetricsReport(report).text.utf8))
        }
    }

    @Test func `one failure does not prevent the other files`() throws {
        try withFolder { folder in
            let options = try ResultOptions.parse(["--junit", folder + "/run.xml", "--metrics", folder + "/run.prom"])
            try FileManager.default.createDirectory(atPath: folder + "/run.xml", withIntermediateDirectories: true)
            let failures = options.reporter(nil).finish(try RunSamples.run(RunSamples.fleet)).failures
            #expect(
                failures.map(\.description) == ["--junit: “\(folder)/run.xml” could not be written: Is a directory."]
            )
            #expect(access(folder + "/run.prom", F_OK) == 0)
        }
    }

    @Test func `without options nothing is written`() throws {
        let options = try ResultOptions.parse([])
        #expect(try options.recorder(context) === nil)
        #expect(options.reporter(nil).finish(try RunSamples.run(RunSamples.fleet)).failures == [])
    }
}

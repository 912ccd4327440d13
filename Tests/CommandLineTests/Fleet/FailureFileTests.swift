import Fleet
import FoundationEssentials
import Testing

@testable import Reports
@testable import otaflash

struct FailureFileTests {
    @Test func `failures are counted across runs`() throws {
        try withTemporaryFile { path throws in
            let file = FailureFile(path: path + "/state/bench.json")
            try FileManager.default.removeItem(atPath: path)
            defer { try? FileManager.default.removeItem(atPath: path) }
            #expect(try file.read() == FailureRecord())
            for _ in 0..<2 { try file.add([BoardOutcome(board: "esp1", status: .failed)]) }
            #expect(try file.read().isQuarantined("esp1", after: 2))
            try file.add([BoardOutcome(board: "esp1", status: .upgraded)])
            #expect(try !file.read().isQuarantined("esp1", after: 1))
        }
    }

    @Test func `an invalid file is not overwritten`() throws {
        try withTemporaryFile { path throws in
            try Data("mine".utf8).write(to: URL(filePath: path))
            let file = FailureFile(path: path)
            #expect(throws: FailureFileError.self) { try file.add([BoardOutcome(board: "esp1", status: .failed)]) }
            #expect(try Data(contentsOf: URL(filePath: path)) == Data("mine".utf8))
        }
    }

    @Test func `each inventory has its own file`() {
        let environment = ["HOME": "/home/me"]
        let file = FailureFile(inventory: "/lab/bench.toml", environment: environment)
        #expect(file.path.hasPrefix("/home/me/.local/state/otaflash/bench-"))
        #expect(file != FailureFile(inventory: "/rack/bench.toml", environment: environment))
        #expect(file == FailureFile(inventory: "/lab/../lab/bench.toml", environment: environment))
        let elsewhere = FailureFile(inventory: "/lab/bench.toml", environment: ["XDG_STATE_HOME": "/state"])
        #expect(elsewhere.path.hasPrefix("/state/otaflash/bench-"))
        let long = "/" + Array(repeating: String(repeating: "x", count: 200), count: 5).joined(separator: "/")
        #expect(
            FailureFile(inventory: long, environment: environment).path.split(separator: "/").last?.utf8.count ?? 0
                < 255
        )
    }
}

import Fleet
import FoundationEssentials
import Testing

struct PowerHookTests {
    /// Other tests may keep every core busy.
    private static let patience = Duration.seconds(3600)

    @Test func theCommandGetsVerbAndBoardAsSeparateArguments() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "hook-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        try await PowerHook("printf '%s|' >'\(file)' first").run(.cycle, board: "esp 1; rm", within: Self.patience)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "first|cycle|esp 1; rm|")
    }

    @Test func aFailureReportsTheStatusAndTheLastLineOfStandardError() async {
        await #expect(throws: PowerHookError(command: "echo no >&2; false", reason: "it exited with status 1: no")) {
            try await PowerHook("echo no >&2; false").run(.off, board: "esp1", within: Self.patience)
        }
    }

    @Test func muchOutputIsNoFailure() async throws {
        try await PowerHook("i=0; while [ $i -lt 2000 ]; do echo complaint >&2; i=$((i+1)); done; true").run(
            .on,
            board: "esp1",
            within: Self.patience
        )
    }

    @Test func aStartedCycleRunsToItsEnd() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "hook-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // The hook reports that the power is off, and switches it on when it is allowed to.
        let hook = PowerHook(
            "echo >\(folder)/off; while [ ! -e \(folder)/go ]; do sleep 0.01; done; echo >\(folder)/on; true"
        )
        let run = Task { try await hook.run(.cycle, board: "esp1", within: Self.patience) }
        while !FileManager.default.fileExists(atPath: folder + "/off") { await Task.yield() }
        run.cancel()
        try Data().write(to: URL(filePath: folder + "/go"))
        try await run.value
        #expect(FileManager.default.fileExists(atPath: folder + "/on"))
    }

    @Test func aHookThatHangsIsTerminated() async {
        await #expect(throws: PowerHookError.self) {
            try await PowerHook("exec sleep 600; true").run(.off, board: "esp1", within: .milliseconds(100))
        }
    }
}

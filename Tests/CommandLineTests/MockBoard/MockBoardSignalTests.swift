import ESPImage
import FoundationEssentials
import Glibc
import Subprocess
import Testing

@testable import Reports
@testable import otaflash

/// A signal ends a board, however soon after it is ready.
@Suite(.serialized, .timeLimit(.minutes(2))) struct MockBoardSignalTests {
    @Test("no signal right after “ready” is lost", arguments: [SIGTERM, SIGINT, SIGHUP])
    func rightAfterReady(_ number: Int32) async throws {
        for _ in 0..<30 {
            let status = try await statusAfter(number, of: [])
            #expect(status == .exited(0))
        }
    }

    @Test("no signal right after “ready” is lost when a trace is replayed")
    func replay() async throws {
        try await withTemporaryFile { trace in
            try await withMockBoard { bench, _ in
                let ended = try await otaflash(["info", "--port", bench.link, "--trace", trace])
                try #require(ended.status == 0)
            }
            for _ in 0..<30 {
                let status = try await statusAfter(SIGTERM, of: ["--replay", trace])
                #expect(status == .exited(0))
            }
        }
    }

    private func statusAfter(_ number: Int32, of arguments: [String]) async throws -> TerminationStatus {
        try await run(
            Tool.mockBoard.executable,
            arguments: Arguments(arguments),
            input: .none,
            output: .sequence,
            error: .discarded
        ) { execution in
            var lines = execution.standardOutput.strings().makeAsyncIterator()
            _ = try await lines.next()
            kill(execution.processIdentifier.value, number)
            while try await lines.next() != nil {}
        }.terminationStatus
    }
}

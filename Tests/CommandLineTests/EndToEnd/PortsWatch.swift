import EmulatedHost
import Subprocess

@testable import Reports
@testable import otaflash

/// Runs `ports --watch --json` on a host, runs `body` with its output about USB devices, and ends it like Ctrl-C.
/// - Returns: its exit status.
func watching(
    _ host: EmulatedHost,
    _ body: @Sendable (_ next: () async throws -> JSONValue?) async throws -> Void
) async throws -> Int32 {
    let variables = host.environment.reduce(into: [:]) { $0[Environment.Key(stringLiteral: $1.key)] = $1.value }
    let result = try await run(
        Tool.otaflash.executable,
        arguments: ["ports", "--watch", "--json"],
        environment: .inherit.updating(variables),
        input: .none,
        output: .sequence,
        error: .discarded
    ) { execution in
        var lines = execution.standardOutput.strings().makeAsyncIterator()
        let outcome: Swift.Result<Void, any Error>
        do {
            try await body {
                while let line = try await lines.next() {
                    let event = try JSONValue(text: line.utf8)
                    // The real machine may have its own ports.
                    if event["event"] == "removed" || event["topology"].string != nil { return event }
                }
                return nil
            }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        try? execution.send(signal: .interrupt)
        while try await lines.next() != nil {}
        try outcome.get()
    }
    switch result.terminationStatus {
    case .exited(let code): return code
    case .signaled(let number): return 128 + number
    }
}

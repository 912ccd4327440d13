import FoundationEssentials
import Subprocess

@testable import otaflash

#if canImport(System)
import System
#else
import SystemPackage
@testable import Reports
#endif

/// The programs of the package, built with the tests.
enum Tool: String {
    case otaflash
    case mockBoard = "mock-board"

    var path: String {
        Self.folder + "/" + rawValue
    }

    var executable: Executable {
        .path(FilePath(path))
    }

    private static let folder: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: tests).deletingLastPathComponent().path
    }()
}

/// The result of a run of `otaflash`.
struct Ended {
    /// The exit status; 128 plus the signal's number if a signal ended it.
    var status: Int32
    var output: String
    var messages: String

    /// The one JSON object on standard output.
    var json: JSONValue {
        get throws { try JSONValue(text: output.utf8) }
    }
}

/// Runs `otaflash` to its end.
func otaflash(_ arguments: [String], environment: [String: String] = [:]) async throws -> Ended {
    try await ended(.otaflash, arguments, environment)
}

/// Runs `mock-board` to its end.
func mockBoard(_ arguments: [String]) async throws -> Ended {
    try await ended(.mockBoard, arguments, [:])
}

private func ended(_ tool: Tool, _ arguments: [String], _ environment: [String: String]) async throws -> Ended {
    let variables = environment.reduce(into: [:]) { $0[Environment.Key(stringLiteral: $1.key)] = $1.value }
    let result = try await run(
        tool.executable,
        arguments: Arguments(arguments),
        environment: .inherit.updating(variables),
        output: .string(limit: 1 << 20),
        error: .string(limit: 1 << 20)
    )
    return Ended(
        status: status(result.terminationStatus),
        output: result.standardOutput,
        messages: result.standardError
    )
}

/// Runs `otaflash`, and `act` with it once its messages contain a text.
/// - Parameter wrapper: a program that executes it, such as `nohup`.
func otaflash(
    _ arguments: [String],
    through wrapper: String? = nil,
    atMessage start: String,
    act: @Sendable (pid_t) async throws -> Void
) async throws -> Ended {
    let result = try await run(
        wrapper.map { .name($0) } ?? Tool.otaflash.executable,
        arguments: Arguments((wrapper == nil ? [] : [Tool.otaflash.path]) + arguments),
        input: .none,
        output: .string(limit: 1 << 20),
        error: .sequence
    ) { execution in
        var messages = ""
        for try await line in execution.standardError.strings() {
            messages += line
            if messages.contains(start), !messages.dropLast(line.count).contains(start) {
                try await act(execution.processIdentifier.value)
            }
        }
        return messages
    }
    return Ended(
        status: status(result.terminationStatus),
        output: result.standardOutput,
        messages: result.closureResult
    )
}

/// Runs `otaflash` through another program, which receives its path and arguments after its own.
func through(_ program: String, _ leading: [String], _ arguments: [String]) async throws -> Ended {
    let result = try await run(
        .name(program),
        arguments: Arguments(leading + [Tool.otaflash.path] + arguments),
        output: .string(limit: 1 << 20),
        error: .string(limit: 1 << 20)
    )
    return Ended(
        status: status(result.terminationStatus),
        output: result.standardOutput,
        messages: result.standardError
    )
}

private func status(_ termination: TerminationStatus) -> Int32 {
    switch termination {
    case .exited(let code): code
    case .signaled(let number): 128 + number
    }
}

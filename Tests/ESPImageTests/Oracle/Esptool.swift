import Foundation

/// Espressif's own tools, installed with `pip install esptool`, if they are available.
enum Esptool {
    static let absence = "there is no esptool of version 5 or later in PATH; install it with pip"

    /// How to call `esptool`: its path, or Python with its module.
    static let command: [String]? = [["esptool"], ["python3", "-m", "esptool"]].first { command in
        guard let (status, output) = try? run(command + ["version"]), status == 0 else { return false }
        let major = output.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
        return (major ?? 0) >= 5
    }

    /// How to call `espsecure`, which comes with it.
    static let signer: [String]? = [["espsecure"], ["python3", "-m", "espsecure"]].first { command in
        (try? run(command + ["--help"]).status) == 0
    }

    static func esptool(_ arguments: String...) throws -> (status: Int32, output: String) {
        try run((command ?? []) + arguments)
    }

    static func espsecure(_ arguments: String...) throws -> (status: Int32, output: String) {
        try run((signer ?? []) + arguments)
    }

    /// Runs a program and returns what it prints, without a terminal's colours and line breaks.
    private static func run(_ command: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb", "PYTHONWARNINGS": "ignore"],
            uniquingKeysWith: { $1 }
        )
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}

/// A folder that exists while the body runs.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}

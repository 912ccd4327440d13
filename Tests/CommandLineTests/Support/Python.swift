import Glibc
import Subprocess

/// Third-party Python packages that read otaflash's files, if they are installed.
enum Python {
    static let absence = "python3 in PATH lacks junitparser or prometheus_client; install them with pip"

    /// Whether both are installed.
    static let hasReaders = system("python3 -c 'import junitparser, prometheus_client' >/dev/null 2>&1") == 0

    /// Runs a script with arguments.
    /// - Returns: standard output and standard error.
    static func run(_ script: String, _ arguments: String...) async throws -> (output: String, complaints: String) {
        let result = try await Subprocess.run(
            .name("python3"),
            arguments: Arguments(["-c", script] + arguments),
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20)
        )
        return (result.standardOutput, result.standardError)
    }
}

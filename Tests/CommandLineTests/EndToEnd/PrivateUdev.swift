import FoundationEssentials
import Glibc
import Subprocess

/// udev's own programs, run where their changes are discarded.
enum PrivateUdev {
    /// Whether this machine can run them; in an unprivileged container, trying is the only way to know.
    @Sendable static func isThere() async -> Bool {
        guard access("/etc/udev/rules.d", F_OK) == 0 else { return false }
        return await (try? run(rules: "-", ["sh", "-c", "command -v udevadm"]))?.status.isSuccess ?? false
    }

    /// Whether it can also emulate devices.
    @Sendable static func hasDevices() async -> Bool {
        guard await isThere() else { return false }
        return access("/usr/bin/umockdev-run", X_OK) == 0
    }

    static let absence = "udev or umockdev is not installed, or this user may not have mounts of his own"

    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    private static let script = package + "/Tests/PrivateUdev/private-udev"

    /// Runs a command there; standard output and standard error are one text.
    static func run(rules: String, _ command: [String]) async throws -> (status: TerminationStatus, output: String) {
        let result = try await Subprocess.run(
            .name("bash"),
            arguments: Arguments(["-c", "exec \"$@\" 2>&1", "bash", script, rules] + command),
            output: .string(limit: 1 << 22),
            error: .discarded
        )
        return (result.terminationStatus, result.standardOutput)
    }

    /// Plugs in devices; returns what udev reports for each path, line by line.
    static func plugIn(_ ports: [EmulatedPort], rules: String, paths: [String]) async throws -> [String: [String]] {
        try await withTemporaryFile { devices async throws in
            try Array((EmulatedPort.host + ports.map(\.text).joined()).utf8).write(to: devices)
            let script = #"for path; do echo "device $path"; udevadm test "$path"; done"#
            let command = ["umockdev-run", "-d", devices, "--", "bash", "-c", script, "bash"] + paths
            let output = try await run(rules: rules, command).output
            return output.components(separatedBy: "device ").dropFirst().reduce(into: [:]) { found, part in
                let lines = part.split(separator: "\n").map(String.init)
                found[lines[0], default: []] += lines.dropFirst()
            }
        }
    }
}

import FoundationEssentials
import Subprocess
import Testing

@testable import Reports
@testable import otaflash

/// The syntax of the rules, as udev reads it.
///
/// `udevadm verify` came with systemd 254. Before that, `udevadm test` reports errors in a file while reading it, with
/// the file's name and the line at the start (systemd 252 `udev-rules.c`, `log_token_error`).
@Suite(.enabled("\(PrivateUdev.absence)", PrivateUdev.isThere))
struct UdevSyntaxTests {
    private static let rules = PrivateUdev.package + "/udev/70-otaflash.rules"

    private func faults(_ rules: String) async throws -> [String] {
        let output = try await PrivateUdev.run(rules: rules, ["udevadm", "test", "/sys/class/mem/null"]).output
        let installed = "/run/udev/rules.d/" + URL(filePath: rules).lastPathComponent
        try #require(output.contains("Reading rules file: \(installed)\n"))
        return output.split(separator: "\n").filter { $0.hasPrefix(installed + ":") }.map(String.init)
    }

    @Test func `udev accepts the rules`() async throws {
        #expect(try await faults(Self.rules) == [])
    }

    @Test(arguments: [
        #"ACTIN=="add", GOTO="end""#, #"SUBSYSTEM=="tty", GOTO="nowhere""#, #"SUBSYSTEM=="tty" TAG+=uaccess"#,
        #"SUBSYSTEM="tty", ENV{A}="1""#,
    ])
    func `a mistake in the rules is detected`(line: String) async throws {
        let good = try String(contentsOfFile: Self.rules, encoding: .utf8)
        try await withTemporaryFile { folder async throws in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Array((good + line + "\n").utf8).write(to: folder + "/70-broken.rules")
            #expect(try await faults(folder + "/70-broken.rules") != [])
        }
    }

    @Test func `udevadm verify accepts the rules if it is available`() async throws {
        let command = [
            "bash", "-c", "udevadm verify --help >/dev/null || exit 0; udevadm verify --no-style \"$0\"", Self.rules,
        ]
        let result = try await PrivateUdev.run(rules: "-", command)
        #expect(result.status == .exited(0), "\(result.output)")
    }
}

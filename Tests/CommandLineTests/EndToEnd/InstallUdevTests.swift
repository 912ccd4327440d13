import FoundationEssentials
import Subprocess
import Testing

@testable import Reports
@testable import otaflash

/// `scripts/install-udev`, in a system below a folder and in a private one.
struct InstallUdevTests {
    private static let script = PrivateUdev.package + "/scripts/install-udev"
    private static let rules = PrivateUdev.package + "/udev/70-otaflash.rules"
    private static let name = "/etc/udev/rules.d/70-otaflash.rules"

    private func install(_ arguments: [String]) async throws -> String {
        let result = try await run(
            .name("bash"),
            arguments: Arguments(["-c", "exec \"$@\" 2>&1", "bash", Self.script] + arguments),
            output: .string(limit: 10_000),
            error: .discarded
        )
        return "\(result.terminationStatus.isSuccess) " + result.standardOutput
    }

    private func content(_ path: String) -> String? {
        try? String(contentsOfFile: path, encoding: .utf8)
    }

    @Test func `rules are installed once and removed once`() async throws {
        try await withTemporaryFile { root async throws in
            let target = root + Self.name
            #expect(try await install(["--root", root]).hasPrefix("true Writing \(target).\n"))
            #expect(content(target) == content(Self.rules))
            #expect(try await install(["--root", root]) == "true \(target) is there and up to date.\n")
            #expect(try await install(["--root", root, "--uninstall"]) == "true Removing \(target).\n")
            #expect(content(target) == nil)
            #expect(try await install(["--uninstall", "--root", root]) == "true \(target) is not there.\n")
        }
    }

    @Test func olderRulesAreReplaced() async throws {
        try await withTemporaryFile { root async throws in
            let target = root + Self.name
            try FileManager.default.createDirectory(
                atPath: root + "/etc/udev/rules.d",
                withIntermediateDirectories: true
            )
            try Array("# old\n".utf8).write(to: target)
            #expect(try await install(["--root", root]).hasPrefix("true Writing"))
            #expect(content(target) == content(Self.rules))
        }
    }

    @Test func `an unknown option changes nothing`() async throws {
        try await withTemporaryFile { root async throws in
            #expect(try await install(["--root", root, "--remove"]).hasPrefix("false --remove is not understood"))
            #expect(content(root + Self.name) == nil)
        }
    }

    @Test(.enabled("\(PrivateUdev.absence)", PrivateUdev.isThere))
    func `udev is notified of changes`() async throws {
        let script = """
            mkdir /run/bin && touch /run/udev/control
            printf '#!/bin/sh\\necho "told: $*"\\n' > /run/bin/udevadm && chmod +x /run/bin/udevadm
            PATH=/run/bin:$PATH
            for step in "" "" --uninstall --uninstall; do echo "step $step"; "$0" $step; done
            """
        let output = try await PrivateUdev.run(rules: "-", ["bash", "-c", script, Self.script]).output
        let steps = output.components(separatedBy: "step ").dropFirst().map { step in
            step.split(separator: "\n").filter { $0.hasPrefix("told: ") }.map { $0.dropFirst(6) }
        }
        let told: [Substring] = [
            "control --reload", "trigger --subsystem-match=usb --subsystem-match=usb-serial --subsystem-match=tty",
        ]
        #expect(steps == [told, [], told, []])
    }
}

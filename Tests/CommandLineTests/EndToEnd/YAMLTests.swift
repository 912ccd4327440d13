import FoundationEssentials
import Subprocess
import Testing

@testable import Inventory
@testable import otaflash

#if canImport(System)
import System
#else
import SystemPackage
@testable import TerminalUI
@testable import Reports
#endif

/// Another parser reads the YAML that is written here: PyYAML, which labgrid, twister and Jumpstarter use.
@Suite(.enabled(if: PyYAML.isAvailable, "python3-yaml is not installed"))
struct YAMLTests {
    private func read(_ value: YAMLValue) async throws -> JSONValue {
        let result = try await run(
            .path(FilePath("/usr/bin/python3")),
            arguments: ["-c", "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin.buffer), sys.stdout)"],
            input: .string(value.document),
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20)
        )
        #expect(result.standardError == "")
        return try JSONValue(text: result.standardOutput.utf8)
    }

    @Test func `every text survives a round trip through PyYAML`() async throws {
        var texts = [
            "yes", "No", "on", "y", "null", "~", "", " ", "1e3", "0001", "0x1F", "1_000", "12:30:45", "2026-01-02",
            ".inf",
            ".5", "-", "- a", "? a", "a: b", "a:", ":a", "a #b", "#a", "##", "{{ x }}", "{% x %}", "{a}", "[a]", "&a",
            "*a",
            "!a", "!!str", "|", ">", "%a", "@a", "`a", "'a'", "\"a\"", "\\n", "a\nb", "\ta", "a\r\n", "é", "日本", "😀",
            "\u{85}\u{A0}\u{2028}\u{FEFF}\u{E000}", "=", "<<", "/dev/ttyUSB0", "left", "pci-0000:00:14.0-usb-0:2:1.0",
            "...", "---",
        ]
        texts += (1..<0x100).compactMap { UnicodeScalar($0).map { "a\($0)b" } }
        let json = try await read(.list(texts.map(YAMLValue.text)))
        #expect(json.elements.map(\.string) == texts)
    }

    @Test func `every key survives a round trip through PyYAML`() async throws {
        let keys = ["yes", "1e3", "a: b", "left", "@sys_name", "", "null", "-"]
        let json = try await read(YAMLValue(keys.map { ($0, YAMLValue.text($0)) }))
        #expect(json.members == Dictionary(uniqueKeysWithValues: keys.map { ($0, JSONValue.string($0)) }))
    }
}

/// Debian's own Python with its own PyYAML.
enum PyYAML {
    static var isAvailable: Bool {
        FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/yaml/__init__.py")
    }
}

import ArgumentParser
import OTAUpgrade
import Testing
import TransportCore

@testable import otaflash

struct UpgradeCommandTests {
    private func parse(_ arguments: String...) throws -> UpgradeCommand {
        try #require(try Otaflash.parse(["upgrade", "a.bin"] + arguments, environment: [:]) as? UpgradeCommand)
    }

    @Test func `without options the defaults of the library apply`() throws {
        #expect(try parse().options() == UpgradeOptions())
    }

    @Test(arguments: [
        ("/dev/ttyUSB0", TransportAddress.terminal(path: "/dev/ttyUSB0")),
        ("board", .terminal(path: "board")),
        ("socket://lab3:7001", .socket(host: "lab3", port: 7001)),
        ("rfc2217://[::1]:59919", .rfc2217(host: "::1", port: 59919)),
    ])
    func portsOfAllKindsAreRead(text: String, address: TransportAddress) throws {
        #expect(try parse("--port", text).connection.port == address)
    }

    @Test(arguments: [
        ["--json", "--events", "-"], ["--check", "x", "--check-file", "y"], ["--window", "65"], ["--baud", "49"],
        ["--reboot-timeout", "0"], ["--reboot-timeout", "nan"], ["--reboot-timeout", "86401"], ["--port", "http://x"],
        ["--port", ""], ["--expect-sha256", String(repeating: "g", count: 64)],
    ])
    func `options that make no sense are refused`(arguments: [String]) {
        #expect(throws: (any Error).self) {
            try Otaflash.parse(["upgrade", "a.bin"] + arguments, environment: [:])
        }
    }

    @Test func `the check can come from a file`() throws {
        try withTemporaryFile("return adc.read(0) > 3\n") { path throws in
            #expect(try parse("--check-file", path).options().check == Array("return adc.read(0) > 3\n".utf8))
        }
    }

    @Test func aCheckThatCannotBeReadIsAUsageError() throws {
        let command = try parse("--check-file", "/nowhere/check.lua")
        let error = #expect(throws: ValidationError.self) { try command.options() }
        #expect(
            error?.message == "--check-file: “/nowhere/check.lua” cannot be read: No such file or directory."
        )
    }
}

import ArgumentParser
import DeviceDiscovery
import LuaREPL
import OTAUpgrade
import Testing
import TransportCore

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct EnvironmentTests {
    private func upgrade(_ arguments: [String], _ environment: [String: String]) throws -> UpgradeCommand {
        try #require(try Otaflash.parse(["upgrade", "a.bin"] + arguments, environment: environment) as? UpgradeCommand)
    }

    @Test func everyOptionHasAVariable() throws {
        let command = try upgrade(
            [],
            [
                "OTAFLASH_PORT": "/dev/ttyACM0", "OTAFLASH_BAUD": "9600", "OTAFLASH_CONNECT_TIMEOUT": "1.5",
                "OTAFLASH_DRY_RUN": "1", "OTAFLASH_CHECK": "node.heap() > 1", "OTAFLASH_CHECK_TIMEOUT": "7",
                "OTAFLASH_NO_ACCEPT": "yes", "OTAFLASH_FORCE": "true", "OTAFLASH_ALLOW_DOWNGRADE": "on",
                "OTAFLASH_REQUIRE_ROLLBACK": "1", "OTAFLASH_EXPECT_SHA256": String(repeating: "Ab", count: 32),
                "OTAFLASH_WINDOW": "3", "OTAFLASH_COMMENCE_TIMEOUT": "90", "OTAFLASH_REBOOT_TIMEOUT": "20",
                "OTAFLASH_NO_RESTART": "1", "OTAFLASH_COLOR": "never", "OTAFLASH_QUIET": "1",
                "OTAFLASH_EVENTS": "events.jsonl", "OTAFLASH_TRACE": "run.trace", "OTAFLASH_TRACE_REDACT": "1",
                "OTAFLASH_TOKEN": "3fa9c1",
            ]
        )
        #expect(command.connection.trace.trace == "run.trace")
        #expect(command.connection.trace.traceRedact)
        #expect(command.connection.trace.token?.digits == "3fa9c1")
        #expect(command.connection.port == .terminal(path: "/dev/ttyACM0"))
        #expect(command.connection.baud == 9600)
        let options = try command.options()
        #expect(options.limits.connect == .milliseconds(1500))
        #expect(options.isDryRun)
        #expect(options.check == Array("node.heap() > 1".utf8))
        #expect(options.checkTimeout == .seconds(7))
        #expect(!options.accepts)
        #expect(options.isForced)
        #expect(options.allowsDowngrade)
        #expect(options.requiresRollback)
        #expect(options.expectedSHA256 == String(repeating: "ab", count: 32))
        #expect(options.window == 3)
        #expect(options.limits.commence == .seconds(90))
        #expect(options.limits.reboot == .seconds(20))
        #expect(!options.mayRestartFirst)
        #expect(command.settings.output.color == .never)
        #expect(command.settings.output.quiet)
        #expect(command.settings.events.events == "events.jsonl")
    }

    @Test func `a device on the command line overrides a port in the environment`() throws {
        let command = try upgrade(["--device", "path:1-2", "--wait", "5"], ["OTAFLASH_PORT": "/dev/ttyACM0"])
        #expect(command.connection.port == nil)
        #expect(command.connection.device == DeviceSelector(.topology("1-2")))
        #expect(command.connection.wait == Seconds(5))
        let other = try upgrade(["--port", "/dev/ttyACM0"], ["OTAFLASH_DEVICE": "path:1-2", "OTAFLASH_WAIT": "7"])
        #expect(other.connection.device == nil)
        #expect(other.connection.wait == Seconds(7))
        #expect(try upgrade([], ["OTAFLASH_DEVICE": "mac:7cdfa1e01234"]).connection.device?.needsAnswer == true)
        #expect(throws: (any Error).self) { try upgrade(["--device", "path:1-2", "--port", "/dev/ttyS0"], [:]) }
        #expect(throws: (any Error).self) { try upgrade(["--device", "ttyUSB0"], [:]) }
    }

    @Test func `every option of every command has a variable`() {
        let commands = CommandSynopsis.subcommands(of: Otaflash.self)
        #expect(
            commands.map(\.name) == [
                "upgrade", "info", "accept", "rollback", "image", "exec", "link-test", "ports", "doctor", "boards",
                "power", "reset", "fleet upgrade", "fleet plan", "fleet info", "inventory check", "inventory discover",
                "inventory export", "schema", "help",
            ]
        )
        let upgrade = commands[0].options.map(\.variable)
        #expect(
            Set(upgrade) == [
                "OTAFLASH_PORT", "OTAFLASH_DEVICE", "OTAFLASH_INVENTORY", "OTAFLASH_WAIT", "OTAFLASH_BAUD",
                "OTAFLASH_CONNECT_TIMEOUT",
                "OTAFLASH_DRY_RUN", "OTAFLASH_FORCE",
                "OTAFLASH_ALLOW_DOWNGRADE", "OTAFLASH_ALLOW_LAST_UPGRADE", "OTAFLASH_REQUIRE_ROLLBACK",
                "OTAFLASH_NO_ACCEPT", "OTAFLASH_NO_RESTART",
                "OTAFLASH_EXPECT_SHA256", "OTAFLASH_CHECK", "OTAFLASH_CHECK_FILE", "OTAFLASH_CHECK_TIMEOUT",
                "OTAFLASH_METHOD", "OTAFLASH_TRANSFER_BAUD", "OTAFLASH_NO_COMPRESS", "OTAFLASH_WINDOW",
                "OTAFLASH_RETRIES", "OTAFLASH_DEADLINE", "OTAFLASH_LOCK_TIMEOUT", "OTAFLASH_POWER_HOOK",
                "OTAFLASH_CHANGED_EXIT_CODE", "OTAFLASH_STALL_TIMEOUT", "OTAFLASH_COMPLETE_TIMEOUT",
                "OTAFLASH_COMMENCE_TIMEOUT", "OTAFLASH_REBOOT_TIMEOUT", "OTAFLASH_JSON", "OTAFLASH_TRACE",
                "OTAFLASH_TRACE_REDACT", "OTAFLASH_TOKEN",
                "OTAFLASH_COLOR", "OTAFLASH_QUIET", "OTAFLASH_VERBOSE", "OTAFLASH_EVENTS", "OTAFLASH_JUNIT",
                "OTAFLASH_METRICS", "OTAFLASH_ARTIFACTS",
            ]
        )
    }

    @Test(arguments: [["--baud", "115200"], ["--baud=115200"]])
    func `the command line takes precedence`(arguments: [String]) throws {
        #expect(try upgrade(arguments, ["OTAFLASH_BAUD": "9600"]).connection.baud == 115_200)
    }

    @Test func `the short spelling also takes precedence`() throws {
        let command = try upgrade(["-p", "/dev/ttyUSB1"], ["OTAFLASH_PORT": "/dev/ttyUSB0"])
        #expect(command.connection.port == .terminal(path: "/dev/ttyUSB1"))
    }

    @Test func `without either the default applies`() throws {
        #expect(try upgrade([], [:]).connection.baud == 115_200)
        #expect(try upgrade([], ["OTAFLASH_BAUD": ""]).connection.baud == 115_200)
    }

    @Test(arguments: ["0", "false", "no", "off", "OFF"])
    func aFlagCanBeTurnedOff(value: String) throws {
        #expect(try !upgrade([], ["OTAFLASH_FORCE": value]).settings.policy.force)
    }

    @Test(arguments: [
        ("OTAFLASH_BAUD", "fast"), ("OTAFLASH_BAUD", "7"), ("OTAFLASH_WINDOW", "0"), ("OTAFLASH_JSON", "perhaps"),
        ("OTAFLASH_CHECK_TIMEOUT", "-3"), ("OTAFLASH_EXPECT_SHA256", "abc"), ("OTAFLASH_PORT", "socket://nowhere"),
        ("OTAFLASH_COLOR", "blue"), ("OTAFLASH_PORT", "simulated:x"), ("OTAFLASH_TOKEN", "3FA9C1"),
        ("OTAFLASH_TRACE", "-"), ("OTAFLASH_DEVICE", "ttyUSB0"), ("OTAFLASH_DEVICE", "usb:10c4"),
        ("OTAFLASH_WAIT", "0"),
    ])
    func aWrongValueIsAUsageErrorThatNamesTheVariable(variable: String, value: String) {
        let error = #expect(throws: EnvironmentError.self) { try upgrade([], [variable: value]) }
        #expect(error.map { Otaflash.status(for: $0) } == .usage)
        #expect(error.map { Otaflash.message(for: $0) }?.contains("The variable \(variable) is invalid: ") == true)
    }

    @Test func `a variable for another command is ignored`() throws {
        let command = try Otaflash.parse(["ports"], environment: ["OTAFLASH_WINDOW": "nonsense", "OTAFLASH_JSON": "1"])
        #expect((command as? PortsCommand)?.output.json == true)
    }

    @Test func `an option on the command line overrides its alternatives`() throws {
        let command = try upgrade(["--check-file", "check.lua"], ["OTAFLASH_CHECK": "true"])
        #expect(command.settings.check.check == nil)
        #expect(try !upgrade(["--verbose"], ["OTAFLASH_QUIET": "1"]).settings.output.quiet)
    }

    @Test func `two variables that cannot be combined are a usage error`() {
        let error = #expect(throws: EnvironmentError.self) {
            try upgrade([], ["OTAFLASH_CHECK": "true", "OTAFLASH_CHECK_FILE": "x"])
        }
        #expect(error.map { Otaflash.message(for: $0) }?.contains("cannot be combined") == true)
    }

    @Test func `arguments after two dashes are not options`() throws {
        let command = try Otaflash.parse(["exec", "--", "--port"], environment: ["OTAFLASH_PORT": "/dev/ttyUSB0"])
        let exec = try #require(command as? ExecCommand)
        #expect(exec.lua == "--port")
        #expect(exec.connection.port == .terminal(path: "/dev/ttyUSB0"))
    }

    @Test func `a variable that matches no option is reported`() throws {
        var notes: [String] = []
        _ = try Otaflash.parse(["ports"], environment: ["OTAFLASH_PROT": "x", "OTAFLASH_BAUD": "9600"]) {
            notes.append($0)
        }
        #expect(notes == ["Note: OTAFLASH_PROT matches no option and is ignored."])
    }
}

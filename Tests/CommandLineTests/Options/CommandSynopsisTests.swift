import ArgumentParser
import Testing

@testable import Reports
@testable import otaflash

/// Commands of one word and of two.
struct CommandSynopsisTests {
    private let commands = CommandSynopsis.subcommands(of: Root.self)

    private func completed(_ arguments: [String], _ environment: [String: String]) throws -> any ParsableCommand {
        let command = try #require(commands.first { $0.isCalled(by: arguments) })
        let all = try EnvironmentArguments(environment).completing(arguments, of: command) {
            _ = try Root.parseAsRoot($0)
        }
        return try Root.parseAsRoot(all)
    }

    @Test func `the commands of a group are called by two words`() {
        #expect(commands.map(\.name) == ["alone", "group first", "group second", "help"])
        #expect(commands.map { $0.options.map(\.name) } == [["level"], ["level"], ["deep"], []])
    }

    @Test func `the words that call a command come first`() {
        let called = { (arguments: [String]) in commands.filter { $0.isCalled(by: arguments) }.map(\.name) }
        #expect(called(["group", "second", "alone"]) == ["group second"])
        #expect(called(["alone", "group", "second"]) == ["alone"])
        #expect(called(["group"]) == [])
        #expect(called(["second"]) == [])
    }

    @Test func `the environment applies to a command of a group`() throws {
        let first = try completed(["group", "first", "file"], ["OTAFLASH_LEVEL": "3", "OTAFLASH_DEEP": "1"])
        #expect((first as? First)?.level == 3)
        #expect((first as? First)?.file == "file")
        let second = try completed(["group", "second"], ["OTAFLASH_LEVEL": "3", "OTAFLASH_DEEP": "1"])
        #expect((second as? Second)?.deep == true)
    }

    @Test func `the command line also takes precedence in a group`() throws {
        let first = try completed(["group", "first", "file", "--level", "7"], ["OTAFLASH_LEVEL": "3"])
        #expect((first as? First)?.level == 7)
    }

    private struct Root: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "root", subcommands: [Alone.self, Group.self])
    }

    private struct Alone: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "alone")
        @Option var level = 0
    }

    private struct Group: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "group",
            subcommands: [First.self, Second.self]
        )
    }

    private struct First: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "first")
        @Argument var file: String
        @Option var level = 0
    }

    private struct Second: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "second")
        @Flag var deep = false
    }
}

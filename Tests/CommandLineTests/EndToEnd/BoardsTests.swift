import BoardProfiles
import FoundationEssentials
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

/// `otaflash boards` as a program.
struct BoardsTests {
    @Test func `the printed udev rules equal the file`() async throws {
        let ended = try await otaflash(["boards", "--udev-rules"])
        #expect(ended.status == 0)
        #expect(try ended.output == UdevRules(ProfileCatalog().profiles).text)
    }

    @Test func `profiles of the user override the built-in ones`() async throws {
        try await withTemporaryFile { path async throws in
            let folder = path + "/otaflash/boards"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let text = """
                name = "mine"
                title = "My Board"
                console = "uart0"
                reset = "none"
                source = "my desk"
                confidence = "low"
                """
            try Array(text.utf8).write(to: folder + "/mine.toml")
            let found = try await otaflash(["boards", "mine", "--json"], environment: ["XDG_CONFIG_HOME": path])
            #expect(try found.json["boards"].elements.map { $0["title"] } == ["My Board"])
            try Array((text + "\ncolour = 1").utf8).write(to: folder + "/mine.toml")
            let broken = try await otaflash(["boards"], environment: ["OTAFLASH_BOARDS_PATH": folder])
            #expect(broken.status == 2)
            #expect(broken.output == "")
            // The message is wrapped at the width of the terminal.
            let message = broken.messages.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(message.contains("/mine.toml”, line 7: unknown key “colour”."))
        }
    }

    @Test(arguments: [["boards", "--udev-rules", "--json"], ["boards", "--udev-rules", "lolin-d32"]])
    func `udev rules cannot be combined with a board or JSON`(arguments: [String]) async throws {
        #expect(try await otaflash(arguments).status == 2)
    }
}

import BoardProfiles
import ESPImage
import Testing
import TransportCore

struct BoardProfileTOMLTests {
    static let whole = """
        name = "my-board"
        title = "My Board"
        chip = "esp32c3"
        console = "uart0"
        reset = "classic"
        source = "the board on my desk"
        confidence = "medium"

        [[usb]]
        id = "10c4:ea60"
        part = "CP2102N"

        [[usb]]
        id = "303a:1001"
        part = "USB-Serial-JTAG"
        console = "usb-serial-jtag"
        reset = "usb-serial-jtag"
        unique-serial = true
        """

    private func error(_ text: String, name: String? = "my-board") throws -> BoardProfileError {
        try #require(throws: BoardProfileError.self) { try BoardProfile(toml: text, name: name, file: "my-board.toml") }
    }

    private func error(replacing old: String, with new: String) throws -> BoardProfileError {
        #expect(Self.whole.contains(old))
        return try error(Self.whole.replacing(old, with: new))
    }

    @Test func factsAreReadAndPortsInheritTheBoards() throws {
        let profile = try BoardProfile(toml: Self.whole, file: "my-board.toml")
        #expect(profile.chip == .esp32c3)
        #expect(profile.defaultBaud == 115_200)
        #expect(profile.highestBaud == nil)
        #expect(
            profile.ports == [
                BoardPort(
                    usb: USBMatch(vendor: 0x10C4, product: 0xEA60),
                    part: "CP2102N",
                    console: .uart0,
                    reset: .classic
                ),
                BoardPort(
                    usb: USBMatch(vendor: 0x303A, product: 0x1001),
                    part: "USB-Serial-JTAG",
                    console: .usbSerialJTAG,
                    reset: .usbSerialJTAG,
                    hasUniqueSerial: true
                ),
            ]
        )
    }

    @Test func aMistypedKeyIsRefusedWithASuggestion() throws {
        let error = try error(replacing: "confidence =", with: "confidance =")
        #expect(error.code == .unknownKey)
        #expect(error.line == 7)
        #expect(error.description == "“my-board.toml”, line 7: unknown key “confidance”.")
        #expect(error.nextStep.hasPrefix("Did you mean “confidence”?"))
    }

    @Test func aMistypedKeyOfTheSecondPortIsFoundThere() throws {
        let error = try error(replacing: "unique-serial", with: "unique-serail")
        #expect(error.code == .unknownKey)
        #expect(error.key == "usb[2].unique-serail")
        #expect(error.line == 18)
    }

    @Test(arguments: ["name", "title", "console", "reset", "source", "confidence"])
    func aKeyThatEveryProfileHasIsMissed(key: String) throws {
        let lines = Self.whole.split(separator: "\n", omittingEmptySubsequences: false)
        let first = try #require(lines.firstIndex { $0.hasPrefix(key) })
        let error = try error(lines.indices.filter { $0 != first }.map { String(lines[$0]) }.joined(separator: "\n"))
        #expect(error.code == .missingKey)
        #expect(error.key == key)
    }

    @Test(arguments: ["id", "part"])
    func aKeyThatEveryPortHasIsMissedInItsTable(key: String) throws {
        let line = key == "id" ? "id = \"303a:1001\"\n" : "part = \"USB-Serial-JTAG\"\n"
        let error = try error(replacing: line, with: "")
        #expect(error.code == .missingKey)
        #expect(error.key == "usb[2].\(key)")
        #expect(error.line == 13)
    }

    @Test(arguments: [
        (#"chip = "esp32c3""#, #"chip = "esp32-c3""#, 3), (#"chip = "esp32c3""#, "chip = 32", 3),
        (#""classic""#, #""magic""#, 5), (#""medium""#, #""sure""#, 7), (#""uart0""#, #""uart""#, 4),
        (#""10c4:ea60""#, #""10C4:EA60""#, 10), (#""10c4:ea60""#, #""10c4""#, 10), (#""My Board""#, #""""#, 2),
        (#""My Board""#, #""My\nBoard""#, 2), (#""My Board""#, "\"My\\u202eBoard\"", 2), ("= true", "= \"yes\"", 18),
        (#"title ="#, "max-baud = 9_600\ntitle =", 2), (#"title ="#, "max-baud = 1_000_000_000\ntitle =", 2),
        (#"title ="#, "flash-mb = 4\ntitle =", 2), (#"title ="#, "flash-mb = [4.5]\ntitle =", 2),
        (#"title ="#, "boot-pin = -1\ntitle =", 2), (#"title ="#, "quirks = [1]\ntitle =", 2),
        (#""303a:1001""#, #""10c4:ea60""#, 9),
    ])
    func aValueThatIsNotAllowedIsRefused(old: String, new: String, line: Int) throws {
        let error = try error(replacing: old, with: new)
        #expect(error.code == .invalidValue, "\(error)")
        #expect(error.line == line)
        #expect(error.nextStep == "Correct it.")
    }

    @Test func theNameMustMatchTheFileName() throws {
        let error = try error(Self.whole, name: "other-board")
        #expect(error.code == .invalidValue)
        #expect(error.message == "name: “my-board” is not the name of the file, “other-board”.")
    }

    @Test(arguments: ["My Board", "../passwd", "brett-ä", "a.b"])
    func aNameIsLettersDigitsAndHyphens(name: String) throws {
        let error = try error(Self.whole.replacing("my-board", with: name), name: nil)
        #expect(error.code == .invalidValue)
        #expect(error.key == "name")
    }

    @Test func invalidTOMLIsRefusedWithItsLine() throws {
        let error = try error(replacing: #""My Board""#, with: "My Board")
        #expect(error.code == .invalidSyntax)
        #expect(error.line == 2)
    }

    @Test func aNULDoesNotEndTheFile() throws {
        let error = try error(Self.whole + "\n\u{0}unknown = 1\n")
        #expect(error.code == .invalidSyntax)
    }

    @Test(arguments: [
        "1979-05-27Tx07:32:00Z", "1979-05-27 0 ", "1_979-05-2_7 0 ", "1979-05-27T", "1919-05-3= 1,", "1é19-05-3= 1,",
        "1979-05-27 \u{FFFD}7:32:00",
        "\"seen 1979-05-27 on a board\"",
    ])
    func aDateThatWouldAbortTheProgramIsRefused(value: String) throws {
        let error = try error(replacing: #""My Board""#, with: value)
        #expect(error.code == .invalidSyntax)
        #expect(error.line == 2)
    }

    @Test(arguments: ["[}", "[4, }", "[ # four\n }", "[[[[}[", "[4,\u{A0}}"])
    func aBraceInAListDoesNotAbortTheProgram(list: String) throws {
        let error = try error("flash-mb = " + list + "\n")
        #expect(error.code == .invalidSyntax)
    }

    @Test(arguments: ["[[[usb]]]", "[", "[ [usb]", " \t[]", "\u{FEFF}[[ =", "[\u{A0}usb]", "x = 1\r[[[", "[[\"\"[]]"])
    func bracketsWithoutANameDoNotAbortTheProgram(header: String) throws {
        let error = try error("\n" + header + "\n")
        #expect(error.code == .invalidSyntax)
    }

    @Test(arguments: ["1979-05-27T07:32:00Z", "1979-05-27", "07:32:00"])
    func aDateIsNotAString(value: String) throws {
        let error = try error(replacing: #""My Board""#, with: value)
        #expect(error.code == .invalidValue)
        #expect(error.message == "title: a date or time is not a string.")
    }

    @Test func portsAsOneTableAreRefused() throws {
        let error = try error(Self.whole.prefix { $0 != "[" } + "[usb]\nid = \"10c4:ea60\"\n")
        #expect(error.code == .invalidValue)
        #expect(error.line == 9)
        #expect(error.message == "usb: a table is not a list of tables, [[usb]].")
    }
}

import BoardProfiles
import DeviceDiscovery
import Testing
import TransportCore

@testable import Inventory

/// Every mistake that an inventory can have, and its line.
struct InventoryCheckTests {
    private func board(_ lines: String...) -> String {
        (["[[board]]", "name = \"left\""] + lines).joined(separator: "\n") + "\n"
    }

    @Test func aValidInventoryHasNoFindings() throws {
        let check = try BenchSamples.check(
            board(
                "device = \"path:1-2\"",
                "profile = \"esp32-devkitc-v4\"",
                "chip = \"esp32\"",
                "tags = [\"wifi\"]",
                "check = \"wifi.sta.getip() ~= nil\"",
                "power_hook = \"relay 3\""
            ),
            [BenchSamples.cp2102()]
        )
        #expect(check.findings == [])
        #expect(check.boards.map(\.presence) == [.port(BenchSamples.cp2102())])
    }

    @Test("a link that two adapters claim selects the one that it leads to", arguments: ["port", "device"])
    func aClaimedLink(key: String) throws {
        let claimed = BenchSamples.cp2102().byID[0]
        let devices = [BenchSamples.cp2102(), BenchSamples.cp2102("/dev/ttyUSB3", socket: "9")]
        var host = BenchSamples.host(devices)
        host.resolve = { $0 == claimed ? "/dev/ttyUSB3" : $0 }
        let text = board("\(key) = \"\(claimed)\"")
        let check = InventoryCheck(Array(text.utf8), profiles: try ProfileCatalog(), host: host)
        #expect(check.boards.map(\.presence) == [.port(devices[1])])
    }

    @Test(arguments: [
        ("port = \"\"", InventoryFinding.Code.invalidValue, 3, "port of left is empty."),
        ("port = \" \"", .invalidValue, 3, "port of left is empty."),
        (
            "device = \"serial:\"", .invalidValue, 3,
            "the device “serial:” of left is not a selector such as serial:TEXT."
        ),
        ("port = \"socket://lab\"", .invalidValue, 3, "the port “socket://lab” of left is neither a path nor a URL."),
        ("port = \"/dev/a\\nb\"", .invalidValue, 3, "port of left contains a control character."),
        ("port = \"simulated:a\"", .invalidValue, 3, "the port “simulated:a” of left is neither a path nor a URL."),
        ("prot = \"/dev/a\"\nport = \"socket://h:1\"", .unknownKey, 3, "left has the unknown key “prot”."),
        (
            "port = \"socket://h:1\"\nchip = \"esp33\"", .invalidValue, 4,
            "left has the unknown chip “esp33”."
        ),
        (
            "port = \"socket://h:1\"\ntags = \"wifi\"", .invalidValue, 4,
            "tags of left is a string, not a list of strings."
        ),
        (
            "port = \"socket://h:1\"\ntags = [\"a\", 3]", .invalidValue, 4,
            "tags of left is an integer, not a string."
        ),
        ("port = \"socket://h:1\"\ncheck = \"\"", .invalidValue, 4, "check of left is empty."),
        ("port = \"socket://h:1\"\ncheck = \"a\\u0000\"", .invalidValue, 4, "a string contains a NUL character."),
        ("port = \"socket://h:1\"\npower_hook = \"\"", .invalidValue, 4, "power_hook of left is empty."),
        (
            "port = \"socket://h:1\"\npower_hook = \"relayy 3\"", .powerHookNotFound, 4,
            "The power_hook of left runs “relayy”, which is not a program on this host."
        ),
        (
            "port = \"socket://h:1\"\nprofile = \"esp32-devkitc-v5\"", .unknownProfile, 4,
            "left has the unknown profile “esp32-devkitc-v5”."
        ),
        (
            "port = \"socket://h:1\"\nprofile = \"esp32-c3-devkitm-1\"\nchip = \"esp32\"", .chipMismatch, 5,
            "left has the chip esp32, but its profile esp32-c3-devkitm-1 is for a board with an ESP32-C3."
        ),
        ("tags = []", .missingKey, 2, "left needs either a port or a device, but has neither."),
        (
            "port = \"/dev/a\"\ndevice = \"path:1-2\"", .invalidValue, 3,
            "left needs either a port or a device, but has both."
        ),
    ])
    func mistakes(_ lines: String, _ code: InventoryFinding.Code, _ line: Int, _ message: String) throws {
        let mistakes = try BenchSamples.check(board(lines)).mistakes
        #expect(mistakes.map(\.code) == [code])
        #expect(mistakes.map(\.line) == [line])
        #expect(mistakes.map(\.message) == [message])
        #expect(mistakes.allSatisfy { !$0.nextStep.isEmpty })
    }

    @Test func allMistakesAreReportedTogetherInTheOrderOfTheFile() throws {
        let text = """
            title = "bench"
            [[board]]
            name = "a b"
            port = ""
            [[board]]
            name = "right"
            port = "/dev/ttyUSB7"
            check = " "
            [[board]]
            port = "socket://h:1"
            """
        let check = try BenchSamples.check(text)
        #expect(check.findings.map(\.line) == [1, 3, 4, 7, 8, 9])
        #expect(
            check.findings.map(\.code) == [
                .unknownKey, .invalidValue, .invalidValue, .notThere, .invalidValue, .missingKey,
            ]
        )
        #expect(check.mistakes.count == 5)
    }

    @Test func anErrorInTheTOMLNamesTheLine() throws {
        #expect(try BenchSamples.check("[[board]]\nname = \"a").findings.map(\.line) == [2])
        #expect(try BenchSamples.check("[[board]]\n[]\n").findings.map(\.code) == [.invalidSyntax])
        #expect(try BenchSamples.check("[[board]]\n[]\n").findings.map(\.line) == [2])
        let check = InventoryCheck([0xFF], profiles: ProfileCatalog(profiles: []), host: BenchSamples.host([]))
        #expect(check.findings.map(\.code) == [.unreadable])
    }

    @Test(arguments: ["board = 3", "[board]\nname = \"a\"", "board = [4]"])
    func boardsOfAnotherKindAreMistakes(text: String) throws {
        #expect(try BenchSamples.check(text).findings.map(\.code) == [.invalidValue])
    }

    // MARK: Two boards

    private func two(_ first: String, _ second: String) -> String {
        "[[board]]\nname = \"left\"\n\(first)\n[[board]]\nname = \"right\"\n\(second)\n"
    }

    @Test func twoBoardsWithTheSameNameAreAMistake() throws {
        let check = try BenchSamples.check(
            "[[board]]\nname = \"a\"\nport = \"socket://h:1\"\n[[board]]\nname = \"a\"\nport = \"socket://h:2\"\n"
        )
        #expect(check.findings.map(\.code) == [.duplicateName])
        #expect(check.findings.map(\.line) == [5])
        #expect(check.findings.map(\.message) == ["two boards have the name “a”, the first on line 1."])
    }

    @Test(arguments: [
        ("port = \"/dev/ttyUSB9\"", "port = \"/dev/ttyUSB9\"", "/dev/ttyUSB9"),
        ("port = \"/dev/ttyUSB0\"", "port = \"/tmp/link\"", "/dev/ttyUSB0"),
        (
            "port = \"/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0-port0\"", "device = \"path:1-2\"",
            "/dev/ttyUSB0"
        ),
        ("device = \"usb:10c4:ea60:if00\"", "device = \"path:1-2\"", "/dev/ttyUSB0"),
        ("device = \"serial:XYZZY\"", "device = \"serial:xyzzy\"", "serial:xyzzy"),
        ("port = \"socket://lab:7\"", "port = \"rfc2217://LAB:7\"", "LAB, port 7"),
        ("port = \"/tmp/board\"", "device = \"/tmp/board\"", "/tmp/board"),
    ])
    func twoBoardsAtOnePlaceAreAMistake(_ first: String, _ second: String, _ place: String) throws {
        let mistakes = try BenchSamples.check(two(first, second), [BenchSamples.cp2102()]).mistakes
        #expect(mistakes.map(\.code) == [.samePlace])
        #expect(mistakes.map(\.line) == [6])
        #expect(mistakes.first?.message.hasPrefix("right leads to \(place)") == true, "\(mistakes)")
    }

    @Test func boardsAtDifferentPlacesAreNotAMistake() throws {
        let devices = [BenchSamples.cp2102(), BenchSamples.cp2102("/dev/ttyUSB3", socket: "9")]
        #expect(try BenchSamples.check(two("device = \"path:1-2\"", "device = \"path:1-9\""), devices).findings == [])
        #expect(try BenchSamples.check(two("port = \"socket://h:1\"", "port = \"socket://h:2\"")).findings == [])
    }

    @Test func aSelectorThatMatchesSeveralDevicesIsAMistakeWithSuggestions() throws {
        let devices = [BenchSamples.cp2102(), BenchSamples.cp2102("/dev/ttyUSB3", socket: "9")]
        let check = try BenchSamples.check(board("device = \"serial:0001\""), devices)
        #expect(check.findings.map(\.code) == [.severalDevices])
        #expect(
            check.findings.map(\.nextStep)
                == ["Write one of these selectors: path:1-2 (/dev/ttyUSB0), path:1-9 (/dev/ttyUSB3)."]
        )
    }

    // MARK: Notes

    @Test func anAbsentHeldOrForbiddenPortIsANote() throws {
        var held = BenchSamples.cp2102(holder: PortHolder(pid: 4711, command: "minicom"))
        let text = board("device = \"path:1-2\"")
        #expect(try BenchSamples.check(text).findings.map(\.code) == [.notThere])
        #expect(try BenchSamples.check(text, [held]).findings.map(\.code) == [.held])
        held.holder = nil
        held.isAccessible = false
        #expect(try BenchSamples.check(text, [held]).findings.map(\.code) == [.noPermission])
        let mac = board("device = \"mac:24:6f:28:01:02:03\"")
        #expect(try BenchSamples.check(mac, [BenchSamples.cp2102()]).findings.map(\.code) == [.asksBoard])
        #expect(try BenchSamples.check(mac).mistakes == [])
    }

    @Test func aTerminalThatIsNotASerialPortIsPresent() throws {
        let check = try BenchSamples.check(board("port = \"/tmp/board\""))
        #expect(check.findings == [])
        #expect(check.boards.map(\.presence) == [.terminal(path: "/dev/pts/3")])
    }
}

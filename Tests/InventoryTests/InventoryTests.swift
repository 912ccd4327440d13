import DeviceDiscovery
import Inventory
import Testing
import TransportCore

@Suite struct InventoryTests {
    private func inventory(_ text: String) throws(InventoryError) -> Inventory {
        try Inventory(toml: text, file: "bench.toml")
    }

    private let bench = """
        [[board]]
        name = "esp1"
        device = "serial:01A2"
        profile = "esp32-devkitc-v4"
        tags = ["wifi", "left"]
        chip = "esp32"
        check = "wifi.sta.getip()~=nil"
        power_hook = "relay 3"

        [[board]]
        name = "esp2"
        port = "rfc2217://lab:2217"
        """

    @Test func aByteOrderMarkIsNoPartOfTheText() throws {
        let inventory = try inventory("\u{FEFF}[[board]]\nname = \"a\"\nport = \"/dev/ttyUSB0\"\n")
        #expect(inventory.boards.map(\.name) == ["a"])
    }

    @Test func findsABoardByItsName() throws {
        let inventory = try inventory(bench)
        #expect(try inventory.place(ofBoard: "esp1") == .device(#require(DeviceSelector("serial:01A2"))))
        #expect(try inventory.place(ofBoard: "esp2") == .address(.rfc2217(host: "lab", port: 2217)))
        #expect(try inventory.board(named: "esp1").powerHook == "relay 3")
        #expect(try inventory.board(named: "esp1").tags == ["wifi", "left"])
    }

    @Test func anUnknownNameListsTheKnownNames() throws {
        let inventory = try inventory(bench)
        let error = #expect(throws: InventoryError.self) { try inventory.place(ofBoard: "esp3") }
        #expect(error?.code == .unknownBoard)
        #expect(error?.nextStep == "It has esp1, esp2.")
    }

    @Test(
        "the error says what is wrong with an entry",
        arguments: [
            ("[[board]]\nname = \"a\"", "needs either"),
            ("[[board]]\nname = \"a\"\nport = \"/dev/x\"\ndevice = \"usb:1:2\"", "needs either"),
            ("[[board]]\nname = \"a b\"\nport = \"/dev/x\"", "is not a valid name"),
            ("[[board]]\nname = \"a\"\ndevice = \"name:b\"", "not a selector"),
            ("[[board]]\nname = \"a\"\nport = \"socket://x\"", "neither a path"),
            ("[[board]]\nname = \"a\"\nprot = \"/dev/x\"", "prot"),
            ("[[board]]\nport = \"/dev/x\"", "name"),
            ("[[board]]\nname = 3\nport = \"/dev/x\"", "name"),
            (
                "[[board]]\nname = \"a\"\nport = \"/dev/x\"\n[[board]]\nname = \"a\"\nport = \"/dev/y\"",
                "two boards"
            ),
        ]
    )
    func invalidEntries(_ text: String, _ words: String) {
        let error = #expect(throws: InventoryError.self) { try inventory(text) }
        #expect(error?.code == .invalidEntry)
        #expect(error?.message.contains(words) == true)
        #expect(error?.message.contains("bench.toml") == true)
    }

    @Test func anErrorInTheTOMLNamesTheLine() {
        let error = #expect(throws: InventoryError.self) { try inventory("[[board]]\nname = \"a") }
        #expect(error?.code == .invalidSyntax)
        #expect(error?.message.contains("line 2") == true)
    }
}

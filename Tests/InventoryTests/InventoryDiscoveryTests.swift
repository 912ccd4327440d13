import BoardProfiles
import DeviceDiscovery
import ESPImage
import LuaREPL
import OTAUpgrade
import Testing

@testable import Inventory

struct InventoryDiscoveryTests {
    private func discovery(
        _ devices: [SerialDevice],
        _ text: String = "",
        answers: [String: PortAnswer] = [:]
    ) throws -> InventoryDiscovery {
        InventoryDiscovery(
            on: BenchSamples.host(devices),
            answers: answers,
            boards: try BenchSamples.boards(text),
            profiles: try ProfileCatalog()
        )
    }

    private func answer(_ chip: String, modules: Set<String> = ["otaupgrade"], id: String? = nil) -> PortAnswer {
        let identity = BoardIdentity(
            dialect: .idf5,
            luaVersion: .lua53,
            numberType: .int32SingleFloat,
            chipModel: chip,
            chipID: id,
            modules: modules
        )
        return .board(BoardReport(identity: identity, status: nil, boot: BootRecord()))
    }

    @Test func thePortsOfOneInterfaceAreDistinguishedByNumber() throws {
        let ports = (0..<4).map { BenchSamples.mcs7840($0) }
        let found = try discovery(ports, "[[board]]\nname = \"a\"\ndevice = \"path:1-6:port1\"\n")
        #expect(found.known.map(\.device.path) == ["/dev/ttyUSB5"])
        #expect(found.proposals.map(\.selector.description) == ["path:1-6:port0", "path:1-6:port2", "path:1-6:port3"])
        #expect(found.proposals.first?.name.hasSuffix("-1-6-port0") == true)
    }

    @Test func twoAdaptersWithTheSameSerialNumberAreDistinguishedBySocket() throws {
        let found = try discovery([BenchSamples.cp2102(), BenchSamples.cp2102("/dev/ttyUSB3", socket: "9")])
        #expect(found.proposals.map(\.selector.description) == ["path:1-2", "path:1-9"])
        #expect(found.proposals.map(\.name) == ["cp2102-1-2", "cp2102-1-9"])
    }

    @Test func aUniqueSerialNumberIsPreferredToTheSocket() throws {
        let found = try discovery([BenchSamples.cp2102n, BenchSamples.jtag])
        #expect(found.proposals.map(\.selector.description) == ["serial:8a3f61b2c04de911", "serial:7C:DF:A1:E0:12:34"])
        #expect(found.proposals.map(\.name) == ["cp2102n-8a3f61b2", "usb-jtag-e01234"])
    }

    @Test func theJTAGPortOfAnAdapterIsLeftOut() throws {
        let found = try discovery([BenchSamples.ft2232h(0), BenchSamples.ft2232h(1)])
        #expect(found.proposals.map(\.selector.description) == ["path:1-6:if01"])
    }

    @Test func anOnboardPortIsProposedOnlyIfABoardAnswers() throws {
        #expect(try discovery([BenchSamples.onBoard]).proposals == [])
        let found = try discovery([BenchSamples.onBoard], answers: ["/dev/ttyS0": answer("esp32s3")])
        #expect(found.proposals.map(\.selector.description) == ["/dev/ttyS0"])
        #expect(found.proposals.map(\.name) == ["esp32s3-ttys0"])
        #expect(found.proposals.map(\.chip) == [.esp32s3])
    }

    @Test(arguments: [
        "device = \"path:1-2\"", "port = \"/dev/ttyUSB0\"", "port = \"/tmp/link\"", "device = \"usb:10c4:ea60\"",
        "port = \"/dev/serial/by-id/usb-Silicon_Labs_CP2102_0001-if00-port0\"", "device = \"serial:0001\"",
    ])
    func aDeviceThatABoardLeadsToIsNotProposed(place: String) throws {
        let found = try discovery([BenchSamples.cp2102()], "[[board]]\nname = \"left\"\n\(place)\n")
        #expect(found.proposals == [])
        #expect(found.known.map(\.board) == ["left"])
    }

    @Test func aBoardWithAMACAddressIsFoundByItsAnswer() throws {
        let text = "[[board]]\nname = \"left\"\ndevice = \"mac:24:6f:28:01:02:03\"\n"
        let silent = try discovery([BenchSamples.cp2102()], text)
        #expect(silent.unasked == ["left"])
        #expect(silent.proposals.count == 1)
        let found = try discovery(
            [BenchSamples.cp2102()],
            text,
            answers: ["/dev/ttyUSB0": answer("esp32", id: "0x99246f280102")]
        )
        #expect(found.proposals == [])
        #expect(found.known.map(\.board) == ["left"])
    }

    @Test func anAnswerNarrowsTheProfilesAndIsWrittenAsAComment() throws {
        let found = try discovery(
            [BenchSamples.jtag],
            answers: ["/dev/ttyACM0": answer("esp32c6", modules: [])]
        )
        let proposal = try #require(found.proposals.first)
        #expect(proposal.chip == .esp32c6)
        let catalog = try ProfileCatalog()
        #expect(try proposal.profiles.allSatisfy { try catalog.profile(named: $0).chip == .esp32c6 })
        #expect(!proposal.profiles.isEmpty)
        #expect(proposal.toml.contains("# answered: esp32c6, idf5, no otaupgrade in its firmware\n"))
        #expect(proposal.toml.contains("chip = \"esp32c6\"\n"))
    }

    @Test func aNameThatIsTakenGetsANumber() throws {
        let text = "[[board]]\nname = \"cp2102-1-2\"\nport = \"socket://h:1\"\n"
        #expect(try discovery([BenchSamples.cp2102()], text).proposals.map(\.name) == ["cp2102-1-2-2"])
    }

    @Test(arguments: ["]}\n[", "2024-01-02 x", "\"'\\\u{0}", "x\r\nname = 1", "日本", ",}", "[}"])
    func whateverADeviceSaysItsEntryCanBeRead(text: String) throws {
        var device = BenchSamples.cp2102n
        device.usb?.productName = text
        device.usb?.serialNumber = "abcde" + text
        let found = try discovery([device])
        let merge = try InventoryMerge(found.proposals, to: [], file: "bench.toml")
        let boards = try BenchSamples.boards(String(decoding: merge.bytes, as: UTF8.self))
        #expect(boards.map(\.name) == found.proposals.map(\.name))
        #expect(boards.map(\.device) == found.proposals.map(\.selector.description))
        #expect(try discovery([device], String(decoding: merge.bytes, as: UTF8.self)).proposals == [])
    }
}

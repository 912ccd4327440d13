import BoardProfiles
import ESPImage
import Foundation
import Testing
import TransportCore

/// Checks every file of `Boards`.
struct BoardFileTests {
    /// Adapters and bridges for any chip.
    private let anyChip: Set = ["esp-prog", "esp-usb-bridge", "generic-ch343", "generic-tinyusb-cdc"]

    @Test func thereAreAtLeastThirty() {
        #expect(BoardsFolder.names.count >= 30)
    }

    @Test func theProgramEmbedsExactlyTheFilesOfTheFolder() throws {
        #expect(try ProfileCatalog().profiles.map(\.name) == BoardsFolder.names)
    }

    @Test func theFolderHasNothingElse() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: BoardsFolder.url.path)
        #expect(Set(files) == Set(BoardsFolder.names.map { $0 + ".toml" } + ["README.md"]))
    }

    @Test(arguments: BoardsFolder.names)
    func theProgramHasTheFileAsItIs(name: String) throws {
        let file = try BoardProfile(toml: BoardsFolder.text(name), name: name, file: name)
        #expect(try ProfileCatalog().profile(named: name) == file)
    }

    @Test(arguments: BoardsFolder.names)
    func theFactsAreSound(name: String) throws {
        let profile = try BoardProfile(toml: BoardsFolder.text(name), name: name, file: name)
        #expect(profile.title.count <= 60)
        #expect(profile.chip != nil || anyChip.contains(name), "a board has a chip")
        #expect(!profile.flashMegabytes.isEmpty || profile.chip == nil, "a board has flash")
        #expect(profile.flashMegabytes.allSatisfy { $0.nonzeroBitCount == 1 }, "flash comes in powers of two")
        #expect(profile.flashMegabytes == profile.flashMegabytes.sorted())
        #expect(profile.defaultBaud == 115_200, "NodeMCU's console starts at 115200")
        if let rate = profile.highestBaud { #expect(rate <= 3_000_000) }
        #expect(profile.quirks.allSatisfy { $0.hasSuffix(".") }, "a quirk is a sentence")
        #expect(profile.opensReset == (profile.reset == .directRTS))
        #expect(profile.reset == .none || !profile.ports.isEmpty, "a board without a port cannot be reset")
    }

    @Test(arguments: BoardsFolder.names)
    func thePortsAreSound(name: String) throws {
        let profile = try BoardProfile(toml: BoardsFolder.text(name), name: name, file: name)
        for port in profile.ports {
            #expect((port.console == .usbSerialJTAG) == (port.usb == USBMatch(vendor: 0x303A, product: 0x1001)))
            #expect((port.console == .usbSerialJTAG) == (port.reset == .usbSerialJTAG))
            #expect((port.console == .usbCDC) == (port.reset == .cdc))
            let isMultiple = port.usb.vendor == 0x0403 && port.usb.product == 0x6010
            #expect((port.usb.interface != nil) == isMultiple, "the port of an FT2232H is named by its interface")
        }
    }

    @Test func hearsayHasLowConfidence() throws {
        for profile in try ProfileCatalog().profiles where profile.source.contains("general knowledge") {
            #expect(profile.confidence == .low, "\(profile.name)")
        }
    }

    @Test func theExampleInTheReadmeIsAValidProfile() throws {
        let readme = try String(contentsOf: BoardsFolder.url.appending(path: "README.md"), encoding: .utf8)
        let example = try #require(readme.components(separatedBy: "```toml\n").dropFirst().first)
        let text = try #require(example.components(separatedBy: "```").first)
        let profile = try BoardProfile(toml: text, name: "my-board", file: "README.md")
        // It shows every key, so that nobody has to guess.
        for key in [
            "variants", "flash-mb", "opens-reset", "boot-pin", "default-baud", "max-baud", "quirks", "interface",
            "unique-serial",
        ] { #expect(text.contains("\n\(key) = "), "\(key)") }
        #expect(profile.ports.count == 2)
    }
}

import SharedFiles
import Testing

@testable import ESPImage

@Suite struct LuaModulesTests {
    private func modules(_ names: [String], _ chip: Chip = .esp32, size: Int = 0x8000) throws -> LuaModules {
        var builder = AppImageBuilder(chip: chip, size: size)
        builder.modules = names
        return try AppImage(builder.build()).modules
    }

    /// An image whose data in flash are these bytes, after the 256 bytes of the descriptor.
    private func modules(data: [UInt8], chip: Chip = .esp32) throws -> LuaModules {
        let address = chip.dataWindow.lowerBound + 0x20
        let padding = [UInt8](repeating: 0, count: (4 - data.count % 4) % 4)
        let segments: [(address: UInt32, data: [UInt8])] = [
            (address, [UInt8](repeating: 0x55, count: 256) + data + padding),
            (chip.dataRAM, FirmwareContent.sample(512)),
        ]
        return try AppImage(Samples.image(chip, segments: segments)).modules
    }

    private func texts(_ texts: String...) -> [UInt8] { [0] + texts.flatMap { Array($0.utf8) + [0] } }

    @Test(arguments: Chip.allCases) func theListOfAnImageIsRead(chip: Chip) throws {
        let usual = try modules(AppImageBuilder.usualModules, chip)
        #expect(usual.names == AppImageBuilder.usualModules)
        #expect(usual.otaUpgrade == .present)
        let without = try modules(["node", "file", "tmr", "uart"], chip)
        #expect(without.names == ["file", "node", "tmr", "uart"])
        #expect(without.otaUpgrade == .absent)
    }

    @Test func theSmallestImageHasRoomForIt() throws {
        #expect(try modules(AppImageBuilder.usualModules, size: 1024).otaUpgrade == .present)
        #expect(throws: ImageSizeError.self) {
            try modules((0..<60).map { "module\($0)" }, size: 1024)
        }
    }

    @Test func anImageWithoutNamesIsUnknown() throws {
        #expect(try modules([]).otaUpgrade == .unknown(.noText))
        #expect(try modules([]).names == [])
        let other = texts("Hello, world of applications", "a second message", "and a third one", "wifi station")
        #expect(try modules(data: other).otaUpgrade == .unknown(.notNodeMCU))
    }

    @Test func withoutATableTheTextsDecide() throws {
        let with = texts("node", "chipid", "otaupgrade", "commence", "complete", "accept", "rollback", "tmr")
        #expect(try modules(data: with).otaUpgrade == .present)
        #expect(try modules(data: with).names == ["node", "otaupgrade", "tmr"])
        #expect(try modules(data: texts("node", "chipid", "restart")).otaUpgrade == .absent)
        // Code that uses the module contains its name, and a longer text can end with it.
        #expect(try modules(data: texts("node", "otaupgrade")).otaUpgrade == .unknown(.nameAlone))
        #expect(try modules(data: texts("node", "no otaupgrade")).otaUpgrade == .unknown(.nameAlone))
        // Part of a text is not a name.
        let message = texts("node", "write not possible, use otaupgrade.commence() first")
        #expect(try modules(data: message).otaUpgrade == .absent)
        let others = texts("xnode", "nodes", "commence", "wireless network", "a longer text", "and another")
        #expect(try modules(data: others).otaUpgrade == .unknown(.notNodeMCU))
    }

    @Test func aNameOutsideTheTableIsUnknown() throws {
        var builder = AppImageBuilder(size: 0x8000)
        builder.modules = ["node", "file", "tmr", "uart"]
        var bytes = try builder.build()
        let name = texts("otaupgrade", "commence")
        bytes.replaceSubrange(0x1000..<0x1000 + name.count, with: name)
        let image = try ImageStructure(bytes)
        bytes[image.checksumOffset] = image.checksum(of: bytes)
        bytes.replaceSubrange(image.checksumOffset + 1..<bytes.count, with: image.hash(of: bytes))
        #expect(try AppImage(bytes).modules.otaUpgrade == .unknown(.nameAlone))
    }

    /// Entries of Lua 5.1 have two words, those of Lua 5.3 three, with 64-bit numbers four or six.
    @Test(arguments: [8, 12, 16, 24], [true, false])
    func entriesOfAllSizesAreRead(entrySize: Int, hasModule: Bool) throws {
        let names = ["node", "file", "tmr", "wifi"] + (hasModule ? ["otaupgrade"] : [])
        let start = Chip.esp32.dataWindow.lowerBound + 0x20 + 256
        var (data, places): ([UInt8], [Int]) = ([0], [])
        for name in names {
            places.append(data.count)
            data += Array(name.utf8) + [0]
        }
        data += [UInt8](repeating: 0, count: (4 - data.count % 4) % 4)
        func entry(_ place: Int, _ value: UInt32, _ kind: UInt32) -> [UInt8] {
            let words = [start + UInt32(place), value, kind, 0, 0, 0].prefix(entrySize / 4)
            return words.flatMap(\.littleEndianBytes)
        }
        // The libraries with functions that start them, the modules, and functions right after them.
        let function = Chip.esp32.dataRAM
        data += places.flatMap { entry($0, $0 == places[0] ? 0 : function, 0x16) }
        data += [UInt8](repeating: 0, count: entrySize)
        data += places.flatMap { entry($0, start, 0x15) }
        data += entry(places[1], function, 0x16)
        let modules = try modules(data: data)
        #expect(modules.names == names.sorted())
        #expect(modules.otaUpgrade == (hasModule ? .present : .absent))
    }

    @Test(
        .enabled("\(SharedFiles.absence)") { SharedFiles.folder != nil },
        arguments: [
            ("agusk", "adc bthci dac dht file gpio http i2c ledc mqtt net node ow sdmmc spi tmr uart wifi"),
            ("miklas", "bit file gpio http mqtt net node sjson tmr uart wifi"),
            (
                "statuspanel",
                "adc encoder file gpio http i2c lodepng net node ow pipe qrcodegen sodium spi tmr touch u8g2 uart wifi"
            ),
        ]
    )
    func realFirmwareShowsItsModules(name: String, modules: String) throws {
        let image = try AppImage(SharedFiles.image("nodemcu-esp32-\(name).bin"))
        #expect(image.modules.names.joined(separator: " ") == modules)
        #expect(image.modules.otaUpgrade == .absent)
        #expect(image.remarks.contains(.noOTAUpgrade))
    }
}

import SharedFiles
import Testing

@testable import ESPImage

/// Firmware that people really run, if it is available.
@Suite(.enabled("\(SharedFiles.absence)") { SharedFiles.folder != nil })
struct SharedImageTests {
    @Test(arguments: [
        ("agusk", 1_034_992, 10, UInt32(0x4008_1368)), ("miklas", 846_272, 7, 0x4008_119C),
    ])
    func oldBuildsHaveNoDescriptor(name: String, size: Int, segments: Int, entry: UInt32) throws {
        let image = try #require(FirmwareFile.inspect(SharedFiles.image("nodemcu-esp32-\(name).bin")).image)
        #expect(image.chip == .esp32)
        #expect(image.size == size)
        #expect(image.imageSize == size)
        #expect(image.segments.count == segments)
        #expect(image.header.entryAddress == entry)
        #expect(image.descriptor == nil)
        #expect(image.appendedHash != nil)
    }

    @Test func aLaterBuildDescribesItself() throws {
        let image = try #require(FirmwareFile.inspect(SharedFiles.image("nodemcu-esp32-statuspanel.bin")).image)
        #expect(image.version == "1.4.0-master_20151229-880-g7a8d")
        #expect(image.descriptor?.projectName == "nodemcu")
        #expect(image.descriptor?.idfVersion == "v4.4.3")
        #expect(image.descriptor?.date == "Apr 23 2023")
        #expect(image.descriptor?.time == "12:05:45")
        #expect(
            image.elfSHA256?.hexadecimal == "220aae8b311402a1783683cce331fec542241e39e3e653f1d6239f32a4a57879"
        )
        #expect(
            image.appendedHash?.hexadecimal == "336df88d4ca5ab7afa8f25ee551927b2d7099349899f2e7febd299ef2d0c2912"
        )
    }

    @Test func aBootloaderAndAPartitionTableAreRefused() throws {
        let bootloader = try SharedFiles.image("nodemcu-esp32-statuspanel-bootloader.bin")
        #expect(FirmwareFile.inspect(bootloader).kind == .bootloader)
        let table = try SharedFiles.image("nodemcu-esp32-cactuscon6-partitions.bin")
        #expect(FirmwareFile.inspect(table).kind == .partitionTable)
        #expect(
            try PartitionTable(binary: table).partitions == [
                Partition(name: "nvs", type: .data, subtype: 2, offset: 0x9000, size: 0x6000),
                Partition(name: "phy_init", type: .data, subtype: 1, offset: 0xF000, size: 0x1000),
                Partition(name: "factory", type: .app, subtype: 0, offset: 0x10000, size: 0x100000),
            ]
        )
    }

    @Test func truncatedAndDamagedImagesAreRefused() throws {
        let whole = try SharedFiles.image("nodemcu-esp32-statuspanel.bin")
        let cut = FirmwareFile.inspect(Array(whole.dropLast(40)))
        #expect(cut.error?.missingBytes == 40)
        // Without the headers of the last segments, their length is unknown.
        let short = FirmwareFile.inspect(Array(whole.dropLast(1000)))
        #expect(short.error?.missingIsLeast == true)
        #expect(short.error?.missingBytes == 888)
        var damaged = whole
        damaged[700_000] ^= 4
        #expect(FirmwareFile.inspect(damaged).error?.code == .checksumMismatch)
    }
}

import Foundation
import SharedFiles
import Testing

@testable import ESPImage

/// Espressif's esptool reports the same about an image as this library.
@Suite(.enabled("\(Esptool.absence)") { Esptool.command != nil })
struct EsptoolOracleTests {
    /// The facts that `report` does not have, and those that esptool does not print: both are empty if they agree.
    private func compare(_ bytes: [UInt8]) throws -> (unexpected: [String], missing: [String]) {
        let structure = try ImageStructure(bytes)
        let chip = try #require(Chip(imageID: structure.header.chipID))
        let first = try #require(structure.segments.first)
        let descriptor = AppDescriptor(bytes[first.dataOffset..<first.end])
        let report = EsptoolReport(
            header: structure.header,
            segments: structure.segments,
            chip: chip,
            size: bytes.count,
            checksum: (bytes[structure.checksumOffset], structure.checksum(of: bytes)),
            hash: structure.hashOffset.map { (Array(bytes[$0..<$0 + 32]), structure.hash(of: bytes)) },
            descriptor: descriptor,
            bootloader: structure.kind == .bootloader ? BootloaderDescriptor(bytes[first.dataOffset...]) : nil
        )

        let (status, output) = try withTemporaryFolder { folder in
            let file = folder.appending(path: "image.bin")
            try Data(bytes).write(to: file)
            return try Esptool.esptool("image-info", file.path())
        }
        #expect(status == 0)
        var lines = output.split(separator: "\n").map(String.init).filter(isFact)

        var missing: [String] = []
        for (prefix, isMemory) in report.segmentLines {
            let line = lines.firstIndex { line in
                guard line.hasPrefix(prefix) else { return false }
                let names = line.dropFirst(prefix.count).split(separator: ",").map { $0.trimmingPrefix { $0 == " " } }
                return isMemory(Set(names.map { String($0) }.filter { !$0.isEmpty }))
            }
            if let line { lines.remove(at: line) } else { missing.append(prefix) }
        }
        for fact in report.lines {
            if let line = lines.firstIndex(of: fact) { lines.remove(at: line) } else { missing.append(fact) }
        }
        return (lines, missing)
    }

    /// Titles, rules, the tool's name, the headers of the table and complaints about meaningless values are not facts.
    private func isFact(_ line: String) -> Bool {
        let isTitle =
            line.hasSuffix("Header") || line.hasSuffix("Information") || line.hasSuffix("Footer")
            || line.hasPrefix("Segment ")
        let isRule = line.allSatisfy { "=- ".contains($0) }
        return !isTitle && !isRule && !line.hasPrefix("esptool v") && !line.contains("Invalid flash")
    }

    @Test(arguments: Chip.allCases) func agreesAboutAnImageOfEveryChip(chip: Chip) throws {
        var builder = AppImageBuilder(chip: chip, version: "2.0.1-rc1", secureVersion: 5, size: 0x30000)
        builder.minChipRevision = ChipRevision(major: 0, minor: 3)
        builder.maxChipRevision = ChipRevision(major: 1, minor: 99)
        builder.descriptor?.flashPageSize = chip.flashPageSizes.last
        builder.descriptor?.minEfuseBlockRevision = 102
        let (unexpected, missing) = try compare(builder.build())
        #expect(unexpected == [])
        #expect(missing == [])
    }

    @Test(arguments: [true, false], [true, false])
    func agreesAboutIncompleteImages(hasHash: Bool, isDescribed: Bool) throws {
        var builder = AppImageBuilder(chip: .esp32c6, size: 1024, appendsHash: hasHash)
        if !isDescribed { builder.descriptor = nil }
        let (unexpected, missing) = try compare(builder.build())
        #expect(unexpected == [])
        #expect(missing == [])
    }

    @Test(
        arguments: zip(
            Chip.allCases,
            [0x0F, 0x10, 0x21, 0x32, 0x43, 0x5F, 0x60, 0x70, 0x8F, 0x91, 0x2F, 0x2F, 0x20, 0x21] as [UInt8]
        )
    )
    func agreesAboutTheFlash(chip: Chip, sizeAndFrequency: UInt8) throws {
        var header = ImageHeader(chip: chip, entryAddress: 0)
        header.flashSizeAndFrequency = sizeAndFrequency
        header.rawFlashMode = sizeAndFrequency >> 4
        header.writeProtectPin = 7
        header.pinDrive = [0x21, 0x43, 0x65]
        header.legacyMinChipRevision = 3
        let address = chip.dataWindow.lowerBound + 0x20
        let (unexpected, missing) = try compare(
            ImageAssembler(header: header, segments: [(address, FirmwareContent.sample(512)), (0, [0, 0, 0, 0])]).bytes
        )
        #expect(unexpected == [], "\(chip)")
        #expect(missing == [], "\(chip)")
    }

    @Test func agreesAboutBrokenImages() throws {
        var bytes = try Samples.app()
        bytes[0x1000] ^= 0x40
        let (unexpected, missing) = try compare(bytes)
        #expect(unexpected == [])
        #expect(missing == [])
        #expect(FirmwareFile.inspect(bytes).error?.code == .checksumMismatch)
    }

    @Test(arguments: Chip.allCases) func agreesAboutABootloader(chip: Chip) throws {
        let (unexpected, missing) = try compare(Samples.bootloader(chip, describedBy: "v5.3.1"))
        #expect(unexpected == [])
        #expect(missing == [])
    }

    @Test(
        .enabled("\(SharedFiles.absence)") { SharedFiles.folder != nil },
        arguments: SharedFiles.images.filter { !$0.hasSuffix("partitions.bin") }
    )
    func agreesAboutRealFirmware(name: String) throws {
        let (unexpected, missing) = try compare(SharedFiles.image(name))
        #expect(unexpected == [])
        #expect(missing == [])
    }
}

import Testing

@testable import ESPImage

/// Everything that is not an image, recognised by its bytes.
@Suite struct FileKindTests {
    private static func spiffs(page: Int, block: Int, blocks: Int, length: Bool) -> [UInt8] {
        var bytes = [UInt8].erased(block * blocks)
        let lookup = (block / page * 2 + page - 1) / page * page
        for index in 0..<blocks {
            let mark = UInt16(0x0529) ^ UInt16(page) ^ (length ? UInt16(blocks - index) : 0)
            bytes.replaceSubrange(index * block + lookup - 4..<index * block + lookup - 2, with: mark.littleEndianBytes)
        }
        return bytes
    }

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static let code = FirmwareContent.sample(0x6A40)

    private static let tar =
        text("file") + [UInt8](repeating: 0, count: 253) + text("ustar\0") + [UInt8](repeating: 0, count: 600)

    private static let esp8266 = bytes(hex: "e901024078021040000010406a6a0000") + code

    private static let samples: [([UInt8], FileKind)] = [
        ([], .empty),
        (.erased(0x2000), .erasedFlash),
        (.erased(1), .erasedFlash),
        ((try? PartitionTable.nodeMCUDocumentation.binary()) ?? [], .partitionTable),
        (OTAData(first: OTASelectEntry(sequence: 1, state: .valid)).bytes, .otaData),
        (OTAData(second: OTASelectEntry(sequence: 2, state: .new)).bytes, .otaData),
        (OTASelectEntry(sequence: 1, state: .valid).bytes, .otaData),
        ([0x7F] + text("ELF") + code, .elf),
        (bytes(hex: "5546320a57515d9e00200000") + code, .uf2),
        (text(":020000040800F2\r\n:10000000AABB"), .intelHex),
        (esp8266, .esp8266),
        ([0xEA, 4, 2, 0x40] + code, .esp8266),
        // The loader of Arduino's core, which is after the place of other loaders; a truncated loader
        (
            bytes(
                hex: "e90102409cf2104000f0104010000000000102030405060708090a0b0c0d0e0f000000000000000000000000000000ef"
            ), .esp8266
        ),
        (bytes(hex: "e90102409cf21040"), .esp8266),
        // Code in flash comes first; version 2 with other segments; data comes first
        (bytes(hex: "e903024000001040102020400001000000") + code, .esp8266),
        (bytes(hex: "ea0302400400104000000000000400") + code, .esp8266),
        (bytes(hex: "e903024004001040008ffe3f00040000") + code, .esp8266),
        // The RTOS SDK's, which has the longer header of the ESP32
        (bytes(hex: "e90302400c0010400000000000000000000000000000000010002140a0860000") + code, .esp8266),
        ([0x1F, 0x8B, 8, 0] + code, .gzip),
        (text("PK") + [3, 4] + code, .zip),
        (text("PK") + [5, 6] + [UInt8](repeating: 0, count: 18), .zip),
        (tar, .tar),
        (text("\u{FEFF}\n <!DOCTYPE html><html><head><title>404"), .html),
        (text("<HTML><BODY>Not found"), .html),
        (text("<?xml version='1.0'?><Error><Code>AccessDenied"), .html),
        (text("version https://git-lfs.github.com/spec/v1\noid sha256:"), .gitLFSPointer),
        (text("404: Not Found"), .text),
        (text("{\"message\":\"Nicht gefunden: käse\"}"), .text),
        (text(": no hex\n"), .text),
        ([0x50, 0xA1, 0xFA, 0xFA] + code, .luaFlashStore),
        ([0x52, 0xA2, 0xFA, 0xFA] + code, .luaFlashStore),
        ([0x1B, 0x4C, 0x75, 0x61, 0x53, 0x0B, 0, 0], .luaFlashStore),
        ([0x1B, 0x4C, 0x75, 0x61, 0x51, 0, 1, 4], .luaBytecode),
        (spiffs(page: 256, block: 4096, blocks: 16, length: true), .spiffs),
        (spiffs(page: 256, block: 4096, blocks: 1, length: true), .spiffs),
        (spiffs(page: 256, block: 8192, blocks: 4, length: false), .spiffs),
        (spiffs(page: 512, block: 65536, blocks: 2, length: true), .spiffs),
        (code, .unknown),
        ([0, 1, 2, 3], .unknown),
        ([UInt8](repeating: 0, count: 4096), .unknown),
    ]

    @Test(arguments: samples) func isTold(bytes: [UInt8], kind: FileKind) throws {
        let error = try #require(FirmwareFile.inspect(bytes).error)
        #expect(error.kind == kind)
        #expect(error.code == (kind == .empty ? .empty : .notAnApplication))
        #expect(error.message == Self.message(of: kind, bytes))
        #expect(!error.nextStep.isEmpty)
        #expect(error.fileSize == bytes.count)
    }

    private static func message(of kind: FileKind, _ bytes: [UInt8]) -> String {
        switch kind {
        case .empty: "The file is empty."
        case .unknown:
            "This is neither an application image nor any other known kind of file: it starts with "
                + "\(bytes.prefix(4).hexadecimal), an image with e9."
        case .esp8266: "This is an ESP8266 image. It does not run on a board with a chip of the ESP32 family."
        default: "This is \(kind.phrase), not an application image."
        }
    }

    @Test func aLongTextThatEndsInTheMiddleOfACharacterIsText() {
        let text = Array(String(repeating: "ä", count: 2000).utf8)
        #expect(FirmwareFile.inspect([0x61] + text).kind == .text)
    }

    @Test func anOTADataSectorWithATornEntryIsNotOTAData() {
        var data = OTAData(first: OTASelectEntry(sequence: 1, state: .valid))
        data.first.crc ^= 1
        #expect(FirmwareFile.inspect(data.bytes).kind == .unknown)
    }

    @Test(arguments: FileKind.allCases) func hasAPhraseAndANextStep(kind: FileKind) {
        #expect(!kind.phrase.isEmpty)
        #expect(ImageError.notAnApplication(kind, fileSize: 1).nextStep.isEmpty == false)
    }

    @Test func nextStepsAreSpecific() {
        func advice(_ kind: FileKind) -> String { ImageError.notAnApplication(kind, fileSize: 1).nextStep }
        #expect(advice(.esp8266).contains("dev-esp32") && advice(.esp8266).contains("esptool"))
        #expect(advice(.elf).contains("elf2image"))
        #expect(advice(.gitLFSPointer).contains("git lfs pull"))
        #expect(advice(.zip).hasPrefix("Unpack"))
        #expect(advice(.html).contains("download"))
    }
}

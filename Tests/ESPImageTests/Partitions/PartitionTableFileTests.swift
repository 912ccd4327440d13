import ESPImage
import Testing

/// Tables as editors save them, and with the types of newer ESP-IDF.
@Suite struct PartitionTableFileTests {
    private static let text = PartitionTable.nodeMCUDocumentation.csv

    private static func utf16(_ text: String, isBig: Bool) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { unit in
            let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBig ? bytes : bytes.reversed()
        }
    }

    private static func utf32(_ text: String, isBig: Bool) -> [UInt8] {
        ("\u{FEFF}" + text).unicodeScalars.flatMap { scalar in
            let bytes = [24, 16, 8, 0].map { UInt8(scalar.value >> $0 & 0xFF) }
            return isBig ? bytes : bytes.reversed()
        }
    }

    @Test(arguments: [
        Array(text.utf8), Array("\u{FEFF}\(text)".utf8), utf16(text, isBig: false), utf16(text, isBig: true),
        utf32(text, isBig: false), utf32(text, isBig: true), Array(text.replacing("\n", with: "\r\n").utf8),
        // Without the comment, the mark is before a name.
        Array(("\u{FEFF}" + text.split(separator: "\n").dropFirst().joined(separator: "\n")).utf8),
    ])
    func aByteOrderMarkIsNotPartOfTheTable(bytes: [UInt8]) throws {
        #expect(try PartitionTable(csvFile: bytes) == .nodeMCUDocumentation)
    }

    @Test(arguments: [[0xC3], [0xFF, 0xFE, 0], [0xFF, 0xFE, 0, 0xD8], [0, 0, 0xFE, 0xFF, 0]] as [[UInt8]])
    func invalidTextIsRefused(bytes: [UInt8]) {
        let error = #expect(throws: PartitionTableError.self) { try PartitionTable(csvFile: bytes) }
        #expect(error?.code == .invalidField)
    }

    @Test func theBootloaderAndTheTableMayBeNamed() throws {
        let csv = """
            bootloader, bootloader, primary, ,
            table, partition_table, primary, ,
            nvs, data, nvs, , 0x6000
            backup, bootloader, ota, ,
            saved, partition_table, ota, ,
            otadata, data, ota, , 8K
            ota_0, app, ota_0, , 1M
            ota_1, app, ota_1, , 1M
            tee, app, tee_0, , 192K
            tee2, app, tee_1, , 192K
            tee_ota, data, tee_ota, , 0x2000
            """
        let table = try PartitionTable(csv: csv, bootloaderOffset: 0x2000)
        #expect(
            table.partitions.map { [Int($0.type.rawValue), Int($0.subtype), $0.offset, $0.size] } == [
                [2, 0, 0x2000, 0x6000], [3, 0, 0x8000, 0x1000], [1, 2, 0x9000, 0x6000], [2, 1, 0xF000, 0x6000],
                [3, 1, 0x15000, 0x1000], [1, 0, 0x16000, 0x2000], [0, 0x10, 0x20000, 0x100000],
                [0, 0x11, 0x120000, 0x100000], [0, 0x30, 0x220000, 0x30000], [0, 0x31, 0x250000, 0x30000],
                [1, 0x90, 0x280000, 0x2000],
            ]
        )
        #expect(try PartitionTable(csv: table.csv, bootloaderOffset: 0x2000) == table)
        #expect(throws: PartitionTableError.self) { try PartitionTable(csv: csv) }
    }

    @Test(arguments: [
        ("20 K", 20 << 10), ("1_000", 1000), ("1_000K", 1000 << 10), ("0x_1000", 4096), ("0x1_000", 4096),
        ("0b1_0000", 16), ("2 M", 2 << 20), ("+4_096", 4096),
    ])
    func numbersAreReadAsPythonDoes(text: String, size: Int) throws {
        #expect(try PartitionTable(csv: "a,data,fat,,\(text)").partitions.first?.size == size)
    }

    @Test(arguments: ["1__000", "_1", "1_", "0x", "0x_", "0x1__0", "1 000", "- 4096", "K", " K", "0x 10", "_"])
    func numbersThatPythonRefuses(text: String) {
        #expect(throws: PartitionTableError.self) { try PartitionTable(csv: "a,data,fat,,\(text)") }
    }

    @Test(arguments: [
        ("a,data,tee_ota,,4K", PartitionTableError.Code.otaDataSize),
        ("a,data,tee_ota,,8K\nb,data,tee_ota,,8K", .duplicateOTAData), ("a,bootloader,recovery,,", .invalidField),
        ("a,partition_table,recovery,,", .invalidField), ("a,bootloader,primary,,\nb,bootloader,primary,,", .overlap),
        ("a,app,tee_2,,1M", .invalidField), ("a,data,fat,0x7000,4K", .overlap),
    ])
    func refuses(text: String, code: PartitionTableError.Code) {
        let error = #expect(throws: PartitionTableError.self) {
            try PartitionTable(csv: text, bootloaderOffset: 0x1000)
        }
        #expect(error?.code == code)
    }

    @Test func aBootloaderAfterTheTableIsRefused() {
        #expect(throws: PartitionTableError.self) {
            try PartitionTable(csv: "a,bootloader,primary,,", tableOffset: 0x8000, bootloaderOffset: 0x9000)
        }
    }
}

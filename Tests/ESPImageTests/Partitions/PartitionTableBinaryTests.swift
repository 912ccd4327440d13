import ESPImage
import Testing

/// The expected bytes were made by ESP-IDF 5.1.3's `gen_esp32part.py`.
@Suite struct PartitionTableBinaryTests {
    static let documentation = bytes(
        hex: """
            aa50010200900000005000006e76730000000000000000000000000000000000
            aa50010000e00000002000006f74616461746100000000000000000000000000
            aa50001000000100000013006f74615f30000000000000000000000000000000
            aa50001100001400000013006f74615f31000000000000000000000000000000
            ebebffffffffffffffffffffffffffff190c27ea74cd52ba9131f04423f709ae
            """
    )
    static let stock = bytes(
        hex: """
            aa50010200900000006000006e76730000000000000000000000000000000000
            aa50010100f00000001000007068795f696e6974000000000000000000000000
            aa5000000000010000001800666163746f727900000000000000000000000000
            aa50c20100001900000001006c66730000000000000000000000000000000000
            aa50018200001a000000070073746f7261676500000000000000000000000000
            ebebffffffffffffffffffffffffffff6f178fa30fadcbd2902e6057d99b0db6
            """
    )

    @Test(arguments: [
        (PartitionTable.nodeMCUDocumentation, documentation), (.nodeMCUStock, stock),
    ])
    func writesWhatTheGeneratorWrites(table: PartitionTable, records: [UInt8]) throws {
        #expect(try table.binary() == records + .erased(0xC00 - records.count))
        #expect(try PartitionTable(binary: table.binary()) == table)
    }

    @Test func readsATableWithoutMD5Record() throws {
        let old = Array(Self.documentation[..<128]) + .erased(0xC00 - 128)
        #expect(try PartitionTable(binary: old) == .nodeMCUDocumentation)
    }

    @Test func readsTheWholeSectorAndIgnoresWhatFollowsTheEndMarker() throws {
        let sector = Self.documentation + .erased(32) + [UInt8](repeating: 0x55, count: 1000)
        #expect(try PartitionTable(binary: sector) == .nodeMCUDocumentation)
    }

    @Test func keepsUnknownTypesAndFlags() throws {
        let table = PartitionTable([
            Partition(name: "sixteen-letters!", type: .init(rawValue: 0x77), subtype: 0x99, offset: 0x9000, size: 5),
            Partition(
                name: "",
                type: .data,
                subtype: 0xFE,
                offset: 0xFFFF_FFFF,
                size: 0xFFFF_FFFF,
                flags: [.encrypted, .readOnly, .init(rawValue: 0x8000_0000)]
            ),
        ])
        #expect(try PartitionTable(binary: table.binary()) == table)
    }

    @Test func detectsEveryFlippedBitInItsRecords() throws {
        for bit in 0..<Self.documentation.count * 8 {
            var damaged = Self.documentation + .erased(32)
            damaged[bit / 8] ^= 1 << (bit % 8)
            // Bytes 2 to 15 of the MD5 record are unused.
            let isIdle = (130 * 8..<144 * 8).contains(bit)
            #expect((try? PartitionTable(binary: damaged)) == (isIdle ? .nodeMCUDocumentation : nil), "bit \(bit)")
        }
    }

    @Test(
        arguments: [
            ([], PartitionTableError.Code.truncated, 0),
            (.erased(0xC00), .empty, nil),
            ([UInt8](repeating: 0, count: 64), .notATable, 0),
            (documentation, .truncated, 160),
            (documentation + .erased(31), .truncated, 160),
            (Array(documentation.prefix(128)), .truncated, 128),
            (Array(documentation[..<64]) + [UInt8](repeating: 0xE9, count: 64), .notATable, 64),
            (Array(documentation[..<12]) + [0xC3, 0x28] + Array(documentation[14...]) + .erased(32), .invalidName, 0),
            (Array(documentation[..<96]) + Array(documentation[128...]) + .erased(32), .md5Mismatch, 96),
        ] as [([UInt8], PartitionTableError.Code, Int?)]
    )
    func refuses(bytes: [UInt8], code: PartitionTableError.Code, offset: Int?) {
        let error = #expect(throws: PartitionTableError.self) { try PartitionTable(binary: bytes) }
        #expect(error?.code == code)
        #expect(error?.offset == offset)
        #expect(error?.description.isEmpty == false)
    }

    @Test func reportsBothSumsIfMD5Differs() throws {
        var damaged = Self.documentation + .erased(32)
        damaged[8] ^= 1
        let error = try #require(throws: PartitionTableError.self) { try PartitionTable(binary: damaged) }
        #expect(error.message.contains("190c27ea74cd52ba9131f04423f709ae"))
    }

    @Test func hasRoomFor94Partitions() throws {
        func table(_ count: Int) -> PartitionTable {
            PartitionTable(
                (0..<count).map {
                    Partition(name: "p\($0)", type: .data, subtype: 6, offset: 0x9000 + $0 * 0x1000, size: 0x1000)
                }
            )
        }
        #expect(try PartitionTable(binary: table(94).binary()) == table(94))
        let error = #expect(throws: PartitionTableError.self) { try table(95).validate() }
        #expect(error?.code == .tooMany)
    }
}

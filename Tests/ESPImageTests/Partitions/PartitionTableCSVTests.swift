import ESPImage
import Testing

@Suite struct PartitionTableCSVTests {
    @Test func readsTheTextOfTheDocumentation() throws {
        let text = """
            # Name,  Type, SubType, Offset,  Size
            nvs,      data, nvs,     0x9000,  0x5000
            otadata,  data, ota,     0xe000,  0x2000
            ota_0,    app,  ota_0,  0x10000,0x130000
            ota_1,    app,  ota_1, 0x140000,0x130000
            """
        #expect(try PartitionTable(csv: text) == .nodeMCUDocumentation)
    }

    @Test func readsTheTextOfAStockBuild() throws {
        let text = """
            nvs,           data, nvs,      0x9000,   0x6000
            phy_init,      data, phy,      0xf000,   0x1000
            factory,       app,  factory, 0x10000, 0x180000
            # Type 0xC2 => NodeMCU. SubTypes: 0x01 = LFS
            lfs,           0xC2, 0x01,           , 0x10000
            storage,       data, spiffs,         , 0x70000
            """
        #expect(try PartitionTable(csv: text) == .nodeMCUStock)
    }

    @Test(arguments: [PartitionTable.nodeMCUDocumentation, .nodeMCUStock])
    func readsBackWhatItWrites(table: PartitionTable) throws {
        #expect(try PartitionTable(csv: table.csv) == table)
    }

    @Test func writesFlagsNamesAndSizes() throws {
        let table = PartitionTable([
            Partition(name: "nvs", type: .data, subtype: 2, offset: 0x9000, size: 0x5001, flags: .encrypted),
            Partition(
                name: "x",
                type: .nodeMCU,
                subtype: 0,
                offset: 0xF000,
                size: 0x1000,
                flags: [.encrypted, .readOnly]
            ),
            Partition(name: "ota_15", type: .app, subtype: 0x1F, offset: 0x10000, size: 0x200000),
        ])
        #expect(
            table.csv == """
                # Name, Type, SubType, Offset, Size, Flags
                nvs,data,nvs,0x9000,0x5001,encrypted
                x,0xc2,0x00,0xf000,4K,encrypted:readonly
                ota_15,app,ota_15,0x10000,2M,

                """
        )
        #expect(try PartitionTable(csv: table.csv) == table)
    }

    @Test func fillsEmptyOffsetsAligned() throws {
        let table = try PartitionTable(
            csv: "nvs,data,nvs,,0x4001\notadata,data,ota,,8K\na,app,ota_0,,1M\nb,app,ota_1,,1M\r\nc,1,,,16\n"
        )
        #expect(table.partitions.map(\.offset) == [0x9000, 0xE000, 0x10000, 0x110000, 0x210000])
        #expect(table["c"]?.subtypeName == "undefined")
    }

    @Test func aNegativeSizeReachesUpToThatAddress() throws {
        let table = try PartitionTable(csv: "a,app,ota_0,0x10000,-0x200000\nb,app,ota_1,,-4M")
        #expect(table["a"]?.size == 0x1F0000)
        #expect(table["b"].map { [$0.offset, $0.end] } == [0x200000, 0x400000])
    }

    @Test(arguments: [
        ("4096", 4096), ("0x1000", 4096), ("0X1000", 4096), ("4K", 4096), ("4k", 4096), ("1M", 1 << 20),
        ("1m", 1 << 20),
        ("0x4K", 4096), ("0b1000000000000", 4096), ("0o10000", 4096), ("+4096", 4096), ("0", 0),
    ])
    func readsNumbers(text: String, size: Int) throws {
        #expect(try PartitionTable(csv: "a,data,fat,,\(text)").partitions.first?.size == size)
    }

    @Test func readsNamesOfTypesInAnyCaseAndFlags() throws {
        let table = try PartitionTable(csv: "  a , DATA , NVS_keys , , 4K , encrypted:readonly ,\n\n \t# note")
        #expect(
            table.partitions == [
                Partition(
                    name: "a",
                    type: .data,
                    subtype: 4,
                    offset: 0x9000,
                    size: 4096,
                    flags: [.encrypted, .readOnly]
                )
            ]
        )
    }

    @Test func cutsLongNames() throws {
        #expect(try PartitionTable(csv: "a-name-of-18-bytes,data,fat,,4K").partitions.first?.name == "a-name-of-18-byt")
        #expect(try PartitionTable(csv: "ääääääääx€,data,fat,,4K").partitions.first?.name == "ääääääää")
    }

    @Test(
        arguments: [
            ("a", PartitionTableError.Code.invalidField, 1),
            ("a,app", .invalidField, 1),
            ("# x\n\na,app,,,1M", .invalidField, 3),
            ("a\0b,data,nvs,,4K", .invalidField, 1),
            ("a,apps,ota_0,,1M", .invalidField, 1),
            ("a,256,0,,1M", .invalidField, 1),
            ("a,app,ota_16,,1M", .invalidField, 1),
            ("a,0xC2,spiffs,,1M", .invalidField, 1),
            ("a,data,fat,,", .invalidField, 1),
            ("a,data,fat,x,4K", .invalidField, 1),
            ("a,data,fat,-4K,4K", .invalidField, 1),
            ("a,data,fat,0x100000000,4K", .invalidField, 1),
            ("a,data,fat,,010", .invalidField, 1),
            ("a,data,fat,,4G", .invalidField, 1),
            ("a,data,fat,,K", .invalidField, 1),
            ("a,data,fat,,0x", .invalidField, 1),
            ("a,data,fat,,--4096", .invalidField, 1),
            ("a,data,fat,,9999999999999999999", .invalidField, 1),
            ("a,data,fat,,9999999999999M", .invalidField, 1),
            ("a,data,fat,,-0x8000", .invalidField, 1),
            ("a,data,fat,,-9007199254740992K", .invalidField, 1),
            ("a,data,fat,,1KK", .invalidField, 1),
            ("a,data,fat,0xFFFFF000,8K", .invalidField, 1),
            ("a,data,fat,,4K,hidden", .invalidField, 1),
            ("", .empty, nil),
            ("# nothing\n", .empty, nil),
            ("a,data,fat,0x8000,4K", .overlap, 1),
            ("a,data,fat,,8K\nb,data,phy,0xA000,4K", .overlap, 2),
            ("a,data,fat,0xB000,4K\nb,data,phy,0x9000,4K", .overlap, 2),
            ("a,data,fat,0x9800,4K", .misaligned, 1),
            ("a,data,fat,,4K\nb,app,ota_0,0x18000,1M", .misaligned, 2),
            ("a,app,ota_0,,0x10800", .misaligned, 1),
            ("a,data,fat,,4K\na,data,phy,,4K", .duplicateName, 2),
            ("a-name-of-18-bytes,data,fat,,4K\na-name-of-18-bytEs,data,phy,,4K", .duplicateName, 2),
            ("a,data,ota,,8K\nb,data,ota,,8K", .duplicateOTAData, 2),
            ("a,data,phy,,4K\nb,data,ota,,4K", .otaDataSize, 2),
            ("a,data,fat,,4K\nb,data,nvs,,8K", .nvsSize, 2),
            ("a,data,ota,,8K,readonly", .readOnly, 1),
            ("a,data,coredump,,64K,readonly", .readOnly, 1),
        ] as [(String, PartitionTableError.Code, Int?)]
    )
    func refuses(text: String, code: PartitionTableError.Code, line: Int?) {
        let error = #expect(throws: PartitionTableError.self) { try PartitionTable(csv: text) }
        #expect(error?.code == code)
        #expect(error?.line == line)
    }

    @Test func acceptsATableAtAnotherOffset() throws {
        #expect(try PartitionTable(csv: "a,data,fat,,4K", tableOffset: 0x10000).partitions.first?.offset == 0x11000)
        let error = #expect(throws: PartitionTableError.self) {
            try PartitionTable(csv: "a,data,fat,0x9000,4K", tableOffset: 0x9000)
        }
        #expect(error?.code == .overlap)
    }
}

import Foundation
import Testing

@testable import ESPImage

/// Espressif's partition tables in Python, from `pip install esp-idf-defs`, read and refuse the same tables.
@Suite(.enabled("there is no esp-idf-defs for Python; install it with pip") { PartitionOracle.command != nil })
struct PartitionOracleTests {
    private static let tables: [String] = {
        let fields = [
            "0x9000", "", "0xF000", "-4K",
        ]
        let sizes = [
            "4K", "20 K", "1_000", "0x_6000", "1M", "1__0", "010", "0", "-0x200000", "4G", "", "+8K", "0b1_000", "1kx",
        ]
        let types = [
            ("app", ["factory", "test", "ota_0", "ota_15", "ota_16", "tee_0", "tee_1", "tee_2", "0x40", ""]),
            (
                "data",
                [
                    "ota", "phy", "coredump", "nvs_keys", "efuse", "undefined", "esphttpd", "fat", "spiffs", "littlefs",
                    "tee_ota", "", "nope",
                ]
            ),
            ("bootloader", ["primary", "ota", "recovery", "secondary"]),
            ("partition_table", ["primary", "ota", "recovery"]),
            ("DATA", ["SPIFFS"]), ("0xC2", ["1", "spiffs", ""]), ("300", ["1"]), ("", ["1"]),
        ]
        var tables: [String] = []
        for (type, subtypes) in types {
            for subtype in subtypes { tables.append("x,\(type),\(subtype),,64K") }
        }
        for size in sizes {
            for field in fields { tables.append("x,data,fat,\(field),\(size)\ny,app,ota_0,,1M") }
        }
        tables += [
            PartitionTable.nodeMCUDocumentation.csv, PartitionTable.nodeMCUStock.csv,
            "b,bootloader,primary,,\np,partition_table,primary,,\nnvs,data,nvs,,24K\no,bootloader,ota,,\nq,partition_table,ota,,",
            "a,data,fat,,8K\na,data,phy,,4K", "a,data,ota,,8K\nb,data,ota,,8K",
            "a,data,tee_ota,,8K\nb,data,tee_ota,,8K",
            "a,data,fat,,4K\nb,data,phy,0x9000,4K", "a,app,ota_0,0x18000,1M", "a,data,fat,0x9800,4K",
            "a,app,ota_0,,0x10800",
            "a,data,fat,,4K,encrypted:readonly", "a,data,fat,,4K,hidden", "a,data,ota,,8K,readonly", "# only words\n",
            "\u{FEFF}a,data,fat,,4K", "a,data,fat,0x8000,4K", "a,data,fat,,4K\r\nb,data,phy,,4K\r\n",
            "  a , data , fat , , 4K ",
            "n,data,nvs,,8K", "n,data,nvs,,12K", "n,data,nvs,,8K,readonly", "n,data,nvs_keys,,4K",
        ]
        return tables
    }()

    @Test func bothReadTheSameTablesAndRefuseTheSame() throws {
        let verdicts = try PartitionOracle.tables(of: Self.tables.map { Array($0.utf8) })
        try #require(verdicts.count == Self.tables.count)
        for (csv, oracle) in zip(Self.tables, verdicts) {
            let own = try? PartitionTable(csvFile: Array(csv.utf8), bootloaderOffset: 0x1000).binary().hexadecimal
            // Espressif's reader accepts an empty table, which is of no use to a board.
            if own == nil, oracle?.hasPrefix("ebeb") == true { continue }
            #expect(own == oracle, "\(csv)")
        }
        #expect(verdicts.contains(nil) && verdicts.contains { $0 != nil })
    }

    @Test func bothReadByteOrderMarks() throws {
        let text = PartitionTable.nodeMCUDocumentation.csv
        let utf16 = ("\u{FEFF}" + text).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let expected = try PartitionTable.nodeMCUDocumentation.binary().hexadecimal
        let files = [Array("\u{FEFF}\(text)".utf8), utf16]
        #expect(try PartitionOracle.tables(of: files) == [expected, expected])
        for file in files { #expect(try PartitionTable(csvFile: file).binary().hexadecimal == expected) }
    }
}

/// Espressif's reader of partition tables.
enum PartitionOracle {
    static let command: String? = ["python3"].first { python in
        (try? run(python, ["-c", "import esp_idf_defs.partitions"]).status) == 0
    }

    /// Reads and verifies each file: the binary form in hexadecimal; `nil` if it is refused.
    static func tables(of files: [[UInt8]]) throws -> [String?] {
        try withTemporaryFolder { folder in
            for (index, file) in files.enumerated() {
                try Data(file).write(to: folder.appending(path: "\(index)"))
            }
            let (status, output) = try run(command ?? "python3", ["-c", script, folder.path(), "\(files.count)"])
            #expect(status == 0, "\(output)")
            return output.split(separator: "\n").map { $0 == "refused" ? nil : String($0) }
        }
    }

    private static let script = """
        import io, sys
        from esp_idf_defs.partitions import PartitionTable, MAX_PARTITION_LENGTH
        for index in range(int(sys.argv[2])):
            with open(f"{sys.argv[1]}/{index}", "rb") as file:
                try:
                    table, _ = PartitionTable.from_file(file, 0x8000, 0x1000)
                    table.verify(0x8000)
                    print(table.to_binary().hex())
                except Exception:
                    print("refused")
        """

    private static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}

import ESPImage
import FoundationEssentials
import Testing

@testable import Reports
@testable import otaflash

/// Images and partition tables that do not fit together are refused before anything is erased.
@Suite struct ImageVerdictTests {
    /// Writes an image of version 2.0.0.
    private func image(
        in bench: MockBench,
        _ change: @Sendable (inout AppImageBuilder) -> Void = { _ in },
        padding: Int = 0
    ) throws -> String {
        var builder = AppImageBuilder(version: "2.0.0", size: 0x8000)
        change(&builder)
        let path = bench.folder + "/new.bin"
        let bytes = try builder.build()
        try (bytes + [UInt8](repeating: 0xFF, count: padding)).write(to: path)
        return path
    }

    /// A board with a partition table, and an image for it.
    private func upgrade(
        _ table: String? = nil,
        _ arguments: [String] = [],
        padding: Int = 0,
        board options: [String] = [],
        image change: @escaping @Sendable (inout AppImageBuilder) -> Void = { _ in },
        _ judge: @escaping @Sendable (Ended, JSONValue, _ hasChanged: Bool) throws -> Void
    ) async throws {
        try await withTemporaryFile { file async throws in
            if let table { try Array(table.utf8).write(to: file) }
            try await withMockBoard((table == nil ? [] : ["--partitions", file]) + options) { bench, _ in
                let before = try InputFile(bench.flash).read()
                let path = try image(in: bench, change, padding: padding)
                let ended = try await otaflash(["upgrade", path, "--port", bench.link, "--json"] + arguments)
                let json = try ended.json
                #expect(try JSONSchema("upgrade.schema.json").faults(of: json) == [])
                try judge(ended, json, InputFile(bench.flash).read() != before)
            }
        }
    }

    private static let nvs = "nvs,data,nvs,0x9000,0x5000\n"
    private static let otadata = "otadata,data,ota,0xe000,0x2000\n"

    // MARK: Modules

    @Test func firmwareWithoutOTAUpgradeIsRefused() async throws {
        for arguments in [[], ["--dry-run"], ["--allow-downgrade", "--force"]] {
            try await upgrade(nil, arguments, image: { $0.modules = ["node", "file", "tmr", "uart"] }) {
                ended,
                json,
                hasChanged in
                #expect(ended.status == 25, "\(ended.messages)")
                #expect(json["error"]["code"] == "image-not-upgradable")
                #expect(json["error"]["phase"] == "plan")
                #expect(json["image"]["has_otaupgrade"] == false)
                #expect(ended.messages.contains("--allow-last-upgrade"))
                #expect(!hasChanged)
            }
        }
    }

    @Test func `firmware without otaupgrade is sent if allowed`() async throws {
        try await upgrade(nil, ["--allow-last-upgrade"], image: { $0.modules = ["node", "file", "tmr", "uart"] }) {
            ended,
            json,
            _ in
            #expect(ended.status == 0, "\(ended.messages)")
            #expect(json["warnings"].elements.contains { $0["code"] == "last-upgrade" })
        }
    }

    @Test func firmwareThatDoesNotShowItsModulesIsSentWithAWarning() async throws {
        try await upgrade(image: { $0.modules = [] }) { ended, json, _ in
            #expect(ended.status == 0, "\(ended.messages)")
            #expect(json["warnings"].elements.contains { $0["code"] == "modules-unknown" })
            #expect(json["image"]["has_otaupgrade"] == .null)
        }
    }

    @Test func `a fleet touches no board if the image has no otaupgrade`() async throws {
        try await withTemporaryFile { file async throws in
            var builder = AppImageBuilder(version: "2.0.0", size: 0x8000)
            builder.modules = ["node", "file", "tmr", "uart"]
            try builder.build().write(to: file)
            try await withTemporaryFile { inventory async throws in
                try Array("[[board]]\nname = \"a\"\nport = \"/dev/nothing-here\"\n".utf8).write(to: inventory)
                for command in ["upgrade", "plan"] {
                    let arguments = ["fleet", command, file, "--inventory", inventory]
                    let refused = try await otaflash(arguments)
                    #expect(refused.status == 25, "\(refused.messages)")
                    #expect(!refused.messages.contains("nothing-here"))
                    // The command for the remaining boards repeats it.
                    let tried = try await otaflash(arguments + ["--allow-last-upgrade"])
                    #expect(tried.status == 40, "\(tried.messages)")
                    #expect((tried.output + tried.messages).contains("--allow-last-upgrade"))
                }
            }
        }
    }

    @Test func `make-image makes images with and without modules`() async throws {
        try await withTemporaryFile { file async throws in
            for (modules, names, presence) in [
                ("node,tmr,file,uart", "file node tmr uart", JSONValue.bool(false)),
                ("node,otaupgrade,tmr,file", "file node otaupgrade tmr", .bool(true)), ("none", "", .null),
            ] {
                #expect(try await mockBoard(["make-image", file, "--modules", modules]).status == 0)
                let ended = try await otaflash(["image", file, "--json"])
                #expect(ended.status == 0)
                #expect(try JSONSchema("image.schema.json").faults(of: ended.json) == [])
                let image = try ended.json["image"]
                #expect(image["modules"].elements.compactMap(\.string).joined(separator: " ") == names)
                #expect(image["has_otaupgrade"] == presence)
                let text = try await otaflash(["image", file]).output
                #expect(text.contains(names.isEmpty ? "none found" : "modules"))
            }
            for wrong in ["a,,b", "x y", ""] {
                #expect(try await mockBoard(["make-image", file, "--modules", wrong]).status != 0)
            }
            for wrong in ["3", "x.y", "1.100"] {
                #expect(try await mockBoard(["make-image", file, "--min-revision", wrong]).status != 0)
            }
        }
    }

    // MARK: Partition tables

    @Test func aLargeImageFitsTheLargerSlot() async throws {
        let table = Self.nvs + Self.otadata + "ota_0,app,ota_0,0x10000,0x100000\nota_1,app,ota_1,0x110000,0x2e0000\n"
        try await upgrade(table, ["--dry-run"], image: { $0.size = 2_400_000 }) { ended, json, _ in
            #expect(ended.status == 0, "\(ended.messages)")
            #expect(json["result"] == "planned")
        }
    }

    @Test(arguments: [
        nvs + otadata + "ota_0,app,ota_0,0x10000,0x130000\nota_2,app,ota_2,0x140000,0x130000\n",
        nvs + "ota_0,app,ota_0,0x10000,0x130000\nota_1,app,ota_1,0x140000,0x130000\n",
    ])
    func `a partition table from which no slot can be selected is refused`(table: String) async throws {
        try await upgrade(table) { ended, json, hasChanged in
            #expect(ended.status == 24, "\(ended.messages)")
            #expect(!hasChanged)
        }
    }

    @Test func `partition labels can contain spaces`() async throws {
        let table =
            Self.nvs + Self.otadata + "my app 0,app,ota_0,0x10000,0x130000\nmy app 1,app,ota_1,0x140000,0x20000\n"
        try await upgrade(table, image: { $0.size = 0x20010 }) { ended, json, hasChanged in
            #expect(ended.status == 22, "\(ended.messages)")
            #expect(!hasChanged)
        }
        try await upgrade(table) { ended, json, _ in
            #expect(ended.status == 0, "\(ended.messages)")
            #expect(json["after"]["running"] == "my app 1")
        }
    }

    @Test func `partition labels can be in another order than the slot numbers`() async throws {
        let table =
            Self.nvs + Self.otadata
            + "zeta,app,ota_0,0x10000,0x40000\nalpha,app,ota_1,0x50000,0x40000\nbeta,app,ota_2,0x90000,0x40000\n"
        try await upgrade(table) { ended, json, _ in
            #expect(ended.status == 0, "\(ended.messages)")
            #expect(json["after"]["running"] == "alpha")
        }
    }

    @Test func `the content of a slot is sent without its padding`() async throws {
        try await upgrade(padding: 0x130000) { ended, json, _ in
            #expect(ended.status == 0, "\(ended.messages)")
            #expect(json["plan"]["image_size"] == .integer(0x8000))
        }
    }

    // MARK: Revisions

    @Test func anImageForAnotherRevisionIsRefused() async throws {
        for change in [
            { $0.minChipRevision = ChipRevision(major: 4, minor: 0) },
            { $0.maxChipRevision = ChipRevision(major: 2, minor: 99) },
        ] as [@Sendable (inout AppImageBuilder) -> Void] {
            try await upgrade(image: change) { ended, json, hasChanged in
                #expect(ended.status == 21, "\(ended.messages)")
                #expect(ended.messages.contains("v3.1"))
                #expect(!hasChanged)
            }
        }
    }

    @Test func `a plan also refuses an image for another revision`() async throws {
        // Without a restart there is no boot text; the firmware itself names the revision.
        for arguments in [["--dry-run"], ["--no-restart"]] {
            try await upgrade(nil, arguments, image: { $0.minChipRevision = ChipRevision(major: 4, minor: 0) }) {
                ended,
                json,
                hasChanged in
                #expect(ended.status == 21, "\(ended.messages)")
                #expect(json["error"]["phase"] == "plan")
                #expect(!hasChanged)
            }
        }
    }

    @Test func `the reason that the board prints is quoted`() async throws {
        let change: @Sendable (inout AppImageBuilder) -> Void = {
            $0.minChipRevision = ChipRevision(major: 4, minor: 0)
        }
        try await upgrade(nil, ["--no-restart"], board: ["--dialect", "idf4"], image: change) { ended, json, _ in
            #expect(ended.status == 31, "\(ended.messages)")
            let message = try #require(json["error"]["message"].string)
            #expect(message.contains("boot_comm: Image requires chip rev >= v4.0, but chip is v3.1"))
        }
    }

    // MARK: Other files

    @Test func anESP8266ImageIsNamed() async throws {
        try await withTemporaryFile { file async throws in
            try
                ([0xE9, 1, 2, 0x40, 0x9C, 0xF2, 0x10, 0x40, 0, 0xF0, 0x10, 0x40, 16, 0, 0, 0] as [UInt8]
                + [UInt8](repeating: 0, count: 32)).write(to: file)
            for arguments in [["image", file], ["upgrade", file, "--port", "/dev/nothing-here"]] {
                let ended = try await otaflash(arguments)
                #expect(ended.status == 20)
                #expect(ended.messages.contains("ESP8266"))
                #expect(!ended.messages.contains("nothing-here"))
            }
        }
    }

    @Test func theApplicationsOfAMergedImageAreListed() async throws {
        try await withTemporaryFile { file async throws in
            let table = PartitionTable.nodeMCUDocumentation
            var flash = [UInt8](repeating: 0xFF, count: 0x150000)
            func put(_ bytes: [UInt8], _ offset: Int) {
                flash.replaceSubrange(offset..<offset + bytes.count, with: bytes)
            }
            put(try table.binary(), 0x8000)
            put(OTAData(first: OTASelectEntry(sequence: 2, state: .valid)).bytes, 0xE000)
            put(try AppImageBuilder(version: "1.0.0", size: 0x8000).build(), 0x10000)
            put(try AppImageBuilder(version: "2.0.0", size: 0x8000).build(), 0x140000)
            try flash.write(to: file)
            let ended = try await otaflash(["image", file, "--json"])
            #expect(ended.status == 20)
            #expect(try JSONSchema("image.schema.json").faults(of: ended.json) == [])
            let apps = try ended.json["image"]["applications"].elements
            #expect(apps.map { $0["version"] } == ["1.0.0", "2.0.0"])
            #expect(apps.map { $0["selected"] } == [false, true])
            #expect(try await otaflash(["image", file]).output.contains("ota_1 2.0.0 at 0x140000"))
        }
    }

    // MARK: Files from editors

    @Test func `a byte order mark is not part of a file`() async throws {
        let mark = "\u{FEFF}"
        let table =
            mark
            + "otadata,data,ota,0xe000,0x2000\nota_0,app,ota_0,0x10000,0x130000\nota_1,app,ota_1,0x140000,0x130000\n"
        try await upgrade(table) { ended, json, _ in #expect(ended.status == 0, "\(ended.messages)") }
        try await withTemporaryFile { inventory async throws in
            let text = mark + "[[board]]\nname = \"a\"\nport = \"/dev/nothing-here\"\n"
            let utf16 = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            for bytes in [Array(text.utf8), utf16] {
                try bytes.write(to: inventory)
                let ended = try await otaflash(["fleet", "info", "--inventory", inventory, "--json"])
                #expect(ended.status == 40, "\(ended.messages)")
                #expect(try ended.json["boards"].elements.map { $0["board"] } == ["a"])
            }
        }
    }
}

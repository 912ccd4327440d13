import FoundationEssentials
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct SchemaTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Schemas")

    @Test func `every schema is embedded`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
        #expect(EmbeddedSchemas.all.map(\.file).sorted() == files)
        for schema in EmbeddedSchemas.all {
            #expect(try InputFile(Self.folder.appending(path: schema.file).path).read() == schema.text)
        }
        #expect(EmbeddedSchemas.all.map(\.name) == EmbeddedSchemas.all.map(\.name).sorted())
    }

    @Test func `every schema has an id and says how it can grow`() throws {
        for schema in EmbeddedSchemas.all {
            let document = try JSONValue(text: schema.text)
            #expect(document["$id"] == .string("https://otaflash.invalid/schemas/\(schema.file)"))
            let description = try #require(document["description"].string)
            #expect(description.contains("Within version 1 "), "\(schema.file)")
            #expect(description.contains("only added"), "\(schema.file)")
        }
    }

    @Test func `no schema refuses additions`() throws {
        for schema in EmbeddedSchemas.all {
            #expect(!String(decoding: schema.text, as: UTF8.self).contains("additionalProperties"), "\(schema.file)")
        }
    }

    @Test(arguments: ["events", "event", "result", "upgrade", "link-test"])
    func aSchemaIsPrinted(name: String) async throws {
        let ended = try await otaflash(["schema", name])
        #expect(ended.status == 0)
        #expect(Array(ended.output.utf8) == EmbeddedSchemas.named(name)?.text)
    }

    @Test func allAreListed() async throws {
        let ended = try await otaflash(["schema"])
        #expect(ended.status == 0)
        #expect(ended.output.hasPrefix("SCHEMA "))
        #expect(
            ended.output.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != " " }) }
                == EmbeddedSchemas.all.map(\.name)
        )
    }

    @Test func `an unknown schema is refused with the names of all`() async throws {
        let ended = try await otaflash(["schema", "nothing"])
        #expect(ended.status == 2)
        #expect(ended.messages.contains("Unknown schema “nothing”; the schemas are board, boards, "))
    }

    // MARK: The event schema

    private static let always: [String: JSONValue] = [
        "v": 1, "run": "01234567-89ab-cdef-0123-456789abcdef", "seq": 3, "t": "2025-11-22T11:32:42.625Z",
        "board": "esp1", "port": "/dev/ttyUSB0", "attempt": 1,
    ]

    /// The last event of a board from before there were names, attempts and fleets.
    private static let oldEnd: [String: JSONValue] = [
        "type": "board-finished", "status": "ok", "changed": true, "from": "1", "to": "2", "code": "upgraded",
        "message": nil, "retryable": false, "attempts": 1, "bytes": 1, "wire_bytes": 1, "duration_ms": 1,
    ]

    @Test(arguments: [
        oldEnd, oldEnd.merging(["flaky": true, "next_step": nil, "attempts": 2]) { $1 },
        oldEnd.merging(["status": "quarantined", "attempts": 0, "attempt": 0, "port": nil]) { $1 },
        ["type": "board-started", "recovery": nil], ["type": "board-started", "recovery": "power-cycle"],
        ["type": "recovery-failed", "recovery": "reopen", "message": "No."], ["type": "board-staged"],
        ["type": "artifact", "kind": "report", "path": "out/esp1/report.txt", "sha256": "0fab"],
    ])
    func `old and new lines fit`(fields: [String: JSONValue]) throws {
        let line = JSONValue.object(Self.always.merging(fields) { $1 })
        #expect(try JSONSchema("event.schema.json").faults(of: line) == [])
    }

    @Test(arguments: [
        ["type": "board-started"], ["type": "board-started", "recovery": "pray"],
        ["type": "recovery-failed", "recovery": nil],
        ["type": "artifact", "kind": "report"], oldEnd.merging(["status": "lost"]) { $1 },
    ])
    func `wrong lines do not fit`(fields: [String: JSONValue]) throws {
        let line = JSONValue.object(Self.always.merging(fields) { $1 })
        #expect(try JSONSchema("event.schema.json").faults(of: line) != [])
    }
}

import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

/// The schemas must be able to refuse, or the tests that use them prove nothing.
struct JSONSchemaTests {
    private func document() throws -> JSONValue {
        try Samples.report().json.reread
    }

    @Test func aMissingKeyIsAFault() throws {
        let faults = try JSONSchema("upgrade.schema.json").faults(of: document().removing("before"))
        #expect(faults == ["$.before is missing"])
    }

    @Test func `an extra key is a fault`() throws {
        let faults = try JSONSchema("upgrade.schema.json").faults(of: document().merging(["extra": 1]))
        #expect(faults == ["$.extra is not described"])
    }

    @Test func aWrongTypeIsAFault() throws {
        let document = try document()
        let faults = try JSONSchema("upgrade.schema.json").faults(
            of: document.merging(["timings": document["timings"].merging(["total": "long"])])
        )
        #expect(faults == [#"$.timings.total is no ["number","null"]: "long""#])
    }

    @Test func `a wrong enum value is a fault`() throws {
        let faults = try JSONSchema("upgrade.schema.json").faults(of: document().merging(["result": "perhaps"]))
        #expect(faults.count == 1)
    }
}

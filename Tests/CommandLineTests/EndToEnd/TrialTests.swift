import Testing

@testable import Reports
@testable import otaflash

/// Firmware on trial, and unverified slots, with the real programs.
struct TrialTests {
    @Test func `reset keeps firmware on trial unless it is forced`() async throws {
        try await withMockBoard { bench, _ in
            let left = try await otaflash(["upgrade", try bench.image("2.0.0"), "--no-accept", "--port", bench.link])
            #expect(left.status == 0, "\(left.messages)")

            let refused = try await otaflash(["reset", "--port", bench.link, "--json"])
            #expect(refused.status == 24)
            #expect(try refused.json["error"]["code"] == "board-refuses")
            #expect(try refused.json["state"]["running"]["slot"] == "ota_1")
            #expect(try JSONSchema("reset.schema.json").faults(of: refused.json) == [])
            #expect(refused.messages.contains("ota_1 (2.0.0) runs on trial and was not accepted"))

            let forced = try await otaflash(["reset", "--force", "--port", bench.link])
            #expect(forced.status == 0, "\(forced.messages)")
            #expect(forced.output.contains("ota_1 (2.0.0) was on trial; this reset gave it up."))
            #expect(forced.output.contains("ota_0 (1.0.0) runs now and starts again at the next reset."))
        }
    }

    @Test func `rollback warns beforehand that the other slot is unverified`() async throws {
        try await withMockBoard { bench, _ in
            let done = try await otaflash(["upgrade", try bench.image("2.0.0"), "--port", bench.link])
            #expect(done.status == 0, "\(done.messages)")
            let back = try await otaflash(["rollback", "--port", bench.link])
            #expect(back.status == 0, "\(back.messages)")
            #expect(
                back.messages.hasPrefix("Note: going back to ota_0 (nodemcu 1.0.0), which is unverified")
            )
            #expect(back.output.hasPrefix("Rolled back: ota_0 (1.0.0)."))
        }
    }
}

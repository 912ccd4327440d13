import ESPImage
import LuaREPL
import Testing

@testable import OTAUpgrade

@Suite struct OTAStatusTests {
    private func strings(_ texts: String?...) -> [LuaValue] {
        texts.map { $0.map { .string(Array($0.utf8)) } ?? .nil }
    }

    @Test func twoSlots() throws {
        let values =
            strings("ota_0", "ota_1", "ota_1", "new", "nodemcu", "2.0.0") + [.number("3")]
            + strings("Jan  2 2025", "03:04:05", "v5.1.3") + strings("ota_0", "valid", nil, nil, nil, nil, nil, nil)
        let status = try #require(OTAStatus(values: values))
        #expect(status.running == "ota_0")
        #expect(status.boot == "ota_1")
        #expect(status.slots.map(\.label) == ["ota_0", "ota_1"])
        #expect(status["ota_0"]?.state == .valid)
        #expect(status["ota_0"]?.description == nil)
        #expect(status["ota_1"]?.state == .new)
        #expect(status["ota_1"]?.description?.secureVersion == 3)
        #expect(status["ota_1"]?.description?.idfVersion == "v5.1.3")
    }

    @Test func aBoardWithoutOTADataSelectsNothing() throws {
        let status = try #require(OTAStatus(values: strings("factory", nil)))
        #expect(status.boot == nil)
        #expect(status.slots.isEmpty)
        #expect(status.target == nil)
    }

    @Test func aSlotWithoutEntryHasNoState() throws {
        let status = try #require(
            OTAStatus(values: strings("ota_0", "ota_0", "ota_1", nil, nil, nil, nil, nil, nil, nil))
        )
        #expect(status["ota_1"]?.state == nil)
    }

    @Test func invalidAnswersGiveNoStatus() {
        #expect(OTAStatus(values: []) == nil)
        #expect(OTAStatus(values: strings("ota_0")) == nil)
        #expect(OTAStatus(values: strings("ota_0", "ota_0", "ota_1")) == nil)
    }

    @Test(
        "the slot that commence() erases",
        arguments: [
            ("ota_0", ["ota_0", "ota_1"], "ota_1"), ("ota_1", ["ota_0", "ota_1"], "ota_0"),
            ("factory", ["ota_0", "ota_1"], "ota_0"), ("ota_1", ["ota_0", "ota_1", "ota_2"], "ota_2"),
            ("ota_2", ["ota_0", "ota_1", "ota_2"], "ota_0"), ("ota_0", ["ota_0"], nil), ("factory", [], nil),
            ("ota_9", ["ota_10", "ota_9"], "ota_10"),
        ] as [(String, [String], String?)]
    )
    func target(_ running: String, _ labels: [String], _ target: String?) {
        let status = OTAStatus(running: running, boot: running, slots: labels.map { .init(label: $0) })
        #expect(status.target == target)
    }
}

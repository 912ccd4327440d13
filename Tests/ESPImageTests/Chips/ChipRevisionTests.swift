import ESPImage
import Testing

@Suite struct ChipRevisionTests {
    @Test func readsHundreds() {
        #expect(ChipRevision(hundreds: 301) == ChipRevision(major: 3, minor: 1))
        #expect(ChipRevision(hundreds: 301).description == "v3.1")
        #expect(ChipRevision(hundreds: 99).description == "v0.99")
    }

    @Test func hasAnOrder() {
        #expect(ChipRevision(major: 0, minor: 4) < ChipRevision(major: 1, minor: 0))
        #expect(ChipRevision(major: 3, minor: 0) < ChipRevision(major: 3, minor: 1))
    }
}

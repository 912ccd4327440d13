import ESPImage
import Testing

@Suite struct OTAImageStateTests {
    @Test func hasTheWordsOfTheInfoTable() {
        #expect(OTAImageState.allCases.map(\.word) == ["new", "testing", "valid", "invalid", "aborted", "undefined"])
        #expect(OTAImageState.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 0xFFFF_FFFF])
    }

    @Test(arguments: OTAImageState.allCases) func isFoundByItsWord(state: OTAImageState) {
        #expect(OTAImageState(word: state.word) == state)
    }

    @Test func knowsNoOtherWord() {
        #expect(OTAImageState(word: "pending") == nil)
    }
}

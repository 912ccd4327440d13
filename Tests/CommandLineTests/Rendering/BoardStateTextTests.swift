import OTAUpgrade
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct BoardStateTextTests {
    private static let old = BoardState.Firmware(slot: "ota_0", version: "3.0.0.0")
    private static let new = BoardState.Firmware(slot: "ota_1", version: nil)

    @Test(arguments: [
        (
            BoardState(running: old, nextReset: .starts(old)),
            "ota_0 (3.0.0.0) runs now and starts again at the next reset."
        ),
        (
            BoardState(running: old, nextReset: .starts(new)),
            "ota_0 (3.0.0.0) runs now; the next reset starts ota_1 if that slot holds a complete image."
        ),
        (
            BoardState(running: new, nextReset: .revertsTo(old)),
            "ota_1 runs on trial; unless it is accepted, the next reset gives it up and starts ota_0 (3.0.0.0)."
        ),
        (
            BoardState(running: old, nextReset: .tries(new, else: old)),
            "ota_0 (3.0.0.0) runs now; the next reset tries ota_1 if that slot holds a complete image, and unless it is "
                + "accepted the reset after it goes back to ota_0 (3.0.0.0)."
        ),
        (
            BoardState(running: old, nextReset: nil),
            "ota_0 (3.0.0.0) runs now; what the next reset starts is not known."
        ),
        (BoardState(running: nil, nextReset: .starts(new)), "What runs now is not known; the next reset starts ota_1."),
        (
            BoardState(running: nil, nextReset: .revertsTo(old)),
            "What runs now is not known; the next reset goes back to ota_0 (3.0.0.0)."
        ),
        (
            BoardState(running: nil, nextReset: .tries(new, else: old)),
            "What runs now is not known; the next reset tries ota_1, the one after it goes back to ota_0 (3.0.0.0)."
        ),
        (BoardState(running: nil, nextReset: nil), "What runs now and what the next reset starts are not known."),
    ])
    func eachStateIsASentence(state: BoardState, sentence: String) {
        #expect(state.sentence == sentence)
    }

    @Test func aVersionCannotMoveTheCursor() {
        #expect(BoardState.Firmware(slot: "ota_0", version: "1\u{1B}[31m").text == "ota_0 (1?[31m)")
    }
}

import Testing

@testable import TerminalUI
@testable import otaflash

struct TerminalTraitsTests {
    @Test(
        arguments: [
            (ColorChoice.auto, [:], true, true), (.auto, [:], false, false), (.auto, ["NO_COLOR": "1"], true, false),
            (.auto, ["NO_COLOR": ""], true, true), (.auto, ["TERM": "dumb"], true, false),
            (.always, ["NO_COLOR": "1"], false, true),
            (.never, [:], true, false),
        ] as [(ColorChoice, [String: String], Bool, Bool)]
    )
    func colours(choice: ColorChoice, environment: [String: String], isTerminal: Bool, expected: Bool) {
        #expect(TerminalTraits(color: choice, environment: environment).colours(isTerminal) == expected)
    }

    @Test(
        arguments: [
            (["LANG": "de_DE.UTF-8"], true), (["LANG": "C"], false), ([:], false), (["LANG": "C.utf8"], true),
            (["LC_ALL": "C", "LANG": "de_DE.UTF-8"], false), (["LC_ALL": "", "LC_CTYPE": "C.UTF-8"], true),
        ] as [([String: String], Bool)]
    )
    func encodings(environment: [String: String], expected: Bool) {
        #expect(TerminalTraits(environment: environment).isUTF8 == expected)
    }

    @Test(arguments: [("132", 132), ("", 80), ("0", 80), ("wide", 80)])
    func columns(value: String, expected: Int) {
        #expect(TerminalTraits(environment: ["COLUMNS": value]).columns == expected)
    }

    @Test func `on an ASCII terminal other characters are spelled out`() {
        #expect("✓ ota_0 → ota_1 “x” ━─ … ü".inASCII == "+ ota_0 -> ota_1 \"x\" =- ... ?")
    }
}

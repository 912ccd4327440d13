import Testing

@testable import Inventory

struct YAMLValueTests {
    @Test(arguments: [
        ("left", "left"), ("/dev/ttyUSB0", "/dev/ttyUSB0"), ("pci-0000", "pci-0000"), ("yes", "\"yes\""),
        ("No", "\"No\""), ("1e3", "\"1e3\""), ("0001", "\"0001\""), ("", "\"\""), ("a: b", "\"a: b\""),
        ("a\"b\\c", "\"a\\\"b\\\\c\""), ("{{x}}", "\"\\x7B\\x7Bx}}\""), ("# x", "\"\\x23 x\""), ("~", "\"~\""),
        ("a\nb\u{7}", "\"a\\nb\\x07\""), ("é", "\"é\""), ("\u{2028}\u{FEFF}", "\"\\u2028\\uFEFF\""),
        ("-", "\"-\""), (".5", "\".5\""), ("null", "\"null\""), ("@sys_name", "\"@sys_name\""), ("y", "\"y\""),
    ])
    func aTextStaysAText(text: String, scalar: String) {
        #expect(YAMLValue.scalar(text) == scalar)
    }

    @Test func mapsAndListsNestByTwoSpaces() {
        let value = YAMLValue([
            ("a", 1), ("b", nil), ("yes", YAMLValue([("c", .list([])), ("d", .map([]))])),
            ("e", .list([YAMLValue([("f", true), ("g", "h")]), "i"])),
        ])
        #expect(
            value.document == """
                a: 1
                "yes":
                  c: []
                  d: {}
                e:
                  - f: true
                    g: h
                  - i

                """
        )
    }
}

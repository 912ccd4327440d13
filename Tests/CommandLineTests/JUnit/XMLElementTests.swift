import Testing

@testable import Reports
@testable import otaflash

struct XMLElementTests {
    @Test func `elements are indented and texts are not`() {
        var inner = XMLElement("inner")
        inner.append("a\n b")
        var root = XMLElement("root")
        root.set("x", "1")
        root.set("y", nil)
        root.append(inner)
        root.append(XMLElement("empty"))
        #expect(
            root.document == """
                <?xml version="1.0" encoding="UTF-8"?>
                <root x="1">
                  <inner>a
                 b</inner>
                  <empty/>
                </root>

                """
        )
    }

    @Test func `special characters are escaped`() {
        var element = XMLElement("e")
        element.set("a", "<&>\"'\t\n\r")
        element.append("]]><&>\"'\r\n\t")
        #expect(
            element.document.hasSuffix(
                "<e a=\"&lt;&amp;&gt;&quot;'&#9;&#10;&#13;\">]]&gt;&lt;&amp;&gt;\"'&#13;\n\t</e>\n"
            )
        )
    }

    @Test(arguments: ["\u{0}", "\u{1B}", "\u{B}", "\u{FFFE}", "\u{FFFF}"])
    func `characters that no document may contain are replaced`(text: String) {
        var element = XMLElement("e")
        element.set("a", text)
        element.append(text)
        #expect(element.document.hasSuffix("<e a=\"?\">?</e>\n"))
    }
}

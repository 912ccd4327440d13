import Testing

@testable import LuaREPL

@Suite struct LuaScriptTests {
    @Test func commentsAndEmptyLinesAreNotSent() {
        let script = LuaScript(source: Array("-- a comment\n\nx=1\n  -- indented\ny=2".utf8))
        #expect(script.lines.map { String(decoding: $0, as: UTF8.self) } == ["x=1", "  -- indented", "y=2"])
    }

    @Test(
        "every line for the board fits its editor",
        arguments: [PackageResources.dialogue_lua, PackageResources.identity_lua]
    )
    func linesFit(_ source: [UInt8]) {
        let lines = LuaScript(source: source).lines
        #expect(!lines.isEmpty)
        #expect(lines.allSatisfy { $0.count <= REPLLine.capacity })
    }
}

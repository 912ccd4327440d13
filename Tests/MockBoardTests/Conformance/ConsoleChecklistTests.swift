import MockBoard
import Testing

@testable import ESPDevice

/// Items 1, 3, 4 and 5 of an accurate console: the line editor, the prompt, Lua and its errors.
///
/// The byte-by-byte tests of the editor are in `LineEditorTests`, Lua itself is in `LuaMachineTests` and the files
/// beside it.
@Suite struct ConsoleChecklistTests {
    static let builds: [(FirmwareLine, LuaRelease)] = FirmwareLine.allCases.flatMap { line in
        line.luaReleases.map { (line, $0) }
    }

    // MARK: 1. The line editor

    @Test("1: backspace and delete erase a character, and do nothing at the start", arguments: FirmwareLine.allCases)
    func erases(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        #expect(try await prompt.typing("\u{8}=13\u{8}2\u{7F}\n") == "=13\u{8} \u{8}2\u{8} \u{8}\n1\n> ")
    }

    @Test("1: the other half of a line end is swallowed without an echo", arguments: FirmwareLine.allCases)
    func swallows(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        _ = try await prompt.typing("=1\r")
        #expect(try await prompt.typing("\n") == "")
        // The newer lines keep swallowing until another byte comes; the oldest line swallows only one.
        #expect(try await prompt.typing("\n") == (line == .idf3 ? "\n> " : ""))
        #expect(try await prompt.typing(" \n") == " \n> ")
    }

    @Test("1: a line has up to 255 bytes, and the 256th discards it", arguments: FirmwareLine.allCases)
    func discards(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        let whole = "=#'" + String(repeating: "x", count: 251) + "'"
        #expect(try await prompt.typing(whole + "\n") == whole + "\n251\n> ")
        let long = "x=" + String(repeating: " ", count: 253)
        #expect(try await prompt.typing(long + "=7\n") == long + "=7\n7\n> ")
    }

    @Test("1: a NUL ends a line on the oldest line, and is part of a literal on the others", arguments: builds)
    func nul(_ line: FirmwareLine, _ lua: LuaRelease) async throws {
        let prompt = try await PromptConversation(line, lua, isInstant: true)
        let said = try await prompt.typing("print(1) --\0 print(#'a\0b')\n")
        #expect(said.hasSuffix("1\n> "))
        let literal = try await prompt.typing("print(#'a\0b')\n")
        #expect(literal.hasSuffix(line == .idf3 ? ">> " : "3\n> "))
    }

    @Test("1: the oldest line joins lines that arrive before the first has run", arguments: FirmwareLine.allCases)
    func joins(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        let said = try await prompt.typing("a=12\n34 print(a)\n")
        if line == .idf3 {
            #expect(said.hasSuffix("1234\n> "))
        } else {
            #expect(said.contains("unexpected symbol near '34'"))
        }
    }

    @Test("1: all other bytes are echoed unchanged", arguments: FirmwareLine.allCases)
    func echoes(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        let bytes = (1...255).map { UInt8($0) }.filter { ![0x08, 0x0A, 0x0D, 0x7F].contains($0) }
        #expect(try await prompt.bytes(typing: bytes).starts(with: bytes))
    }

    @Test("1: the echo can be switched off, but not on the newest line", arguments: FirmwareLine.allCases)
    func switchesTheEchoOff(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        _ = try await prompt.answer(to: "uart.setup(0,115200,8,0,1,0)")
        #expect(try await prompt.typing("=1\n") == (line == .console ? "=1\n1\n> " : "1\n> "))
    }

    // MARK: 3. The prompt

    @Test("3: the prompt has no line end, and an empty line repeats the current one", arguments: builds)
    func prompts(_ line: FirmwareLine, _ lua: LuaRelease) async throws {
        let prompt = try await PromptConversation(line, lua, isInstant: true)
        #expect(prompt.boot.hasSuffix("\n> "))
        #expect(try await prompt.typing("\n") == "\n> ")
        for start in ["f(", "s='abc", "if true then", "s=[[", "--[["] {
            #expect(try await prompt.typing(start + "\n") == start + "\n>> ")
            #expect(try await prompt.typing("\n") == "\n>> ")
            // An empty line is not part of the statement.
            #expect(try await prompt.typing("]]@\n").hasSuffix("> "))
            _ = try await prompt.typing("@\n")
        }
        #expect(try await prompt.typing("a=(1\n") == "a=(1\n>> ")
        #expect(try await prompt.typing("+2) print(a)\n") == "+2) print(a)\n3\n> ")
    }

    @Test("3: the prompts are globals", arguments: builds)
    func promptsAreGlobals(_ line: FirmwareLine, _ lua: LuaRelease) async throws {
        let prompt = try await PromptConversation(line, lua, isInstant: true)
        #expect(try await prompt.answer(to: "_PROMPT='$ ' _PROMPT2='... '") == "$ ")
        #expect(try await prompt.answer(to: "f(") == "... ")
    }

    @Test("3: output without a line end appears before the prompt", arguments: builds)
    func writes(_ line: FirmwareLine, _ lua: LuaRelease) async throws {
        let prompt = try await PromptConversation(line, lua, isInstant: true)
        let write = line == .console ? "console.write('abc')" : "uart.write(0,'abc')"
        #expect(try await prompt.answer(to: write) == "abc> ")
    }

    @Test("3: several lines at once are all echoed before they run", arguments: [FirmwareLine.idf4, .idf5, .console])
    func runsAfterTheEcho(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        #expect(try await prompt.typing("=1\n=2\n=3\n") == "=1\n=2\n=3\n1\n> 2\n> 3\n> ")
    }

    // MARK: 4. Lua

    @Test("4: the prompt runs Lua with the build's version and modules", arguments: builds)
    func isLua(_ line: FirmwareLine, _ lua: LuaRelease) async throws {
        let prompt = try await PromptConversation(line, lua, isInstant: true)
        #expect(
            try await prompt.answer(to: "=_VERSION,type(math.type)")
                == "Lua \(lua.rawValue)\t\(lua == .lua51 ? "nil" : "function")\n> "
        )
        let facts: [(String, [FirmwareLine])] = [
            ("otaupgrade.commence", FirmwareLine.allCases), ("otaupgrade.write", FirmwareLine.allCases),
            ("otaupgrade.complete", FirmwareLine.allCases), ("otaupgrade.accept", FirmwareLine.allCases),
            ("otaupgrade.rollback", FirmwareLine.allCases), ("otaupgrade.info", FirmwareLine.allCases),
            ("tmr.create", FirmwareLine.allCases), ("node.restart", FirmwareLine.allCases),
            ("node.osprint", FirmwareLine.allCases), ("node.uptime", FirmwareLine.allCases),
            ("node.task.post", FirmwareLine.allCases), ("node.input", FirmwareLine.allCases),
            ("node.osoutput", [.idf3]), ("node.setonerror", [.idf4, .idf5, .console]),
            ("node.chipmodel", [.idf5, .console]),
            ("node.info", [.idf5, .console]), ("file.open", [.idf3]), ("file.mkdir", [.idf4, .idf5, .console]),
            ("tmr.wdclr", [.idf4, .idf5, .console]),
        ]
        for (function, lines) in facts {
            #expect(
                try await prompt.answer(to: "=type(\(function))") == (lines.contains(line) ? "function" : "nil")
                    + "\n> ",
                "\(function)"
            )
        }
        #expect(try await prompt.answer(to: "=type(console)") == (line == .console ? "table" : "nil") + "\n> ")
        for module in ["io", "pipe"] {
            #expect(try await prompt.answer(to: "=type(\(module))") == (line == .idf3 ? "nil" : "table") + "\n> ")
        }
        // Off by default.
        #expect(try await prompt.answer(to: "=encoder") == "nil\n> ")
    }

    @Test func `4: builds of the oldest line from before January 2021 lack osoutput`() async throws {
        let prompt = try await PromptConversation(.idf3, isInstant: true) { $0.hasOSOutput = false }
        #expect(try await prompt.answer(to: "=node.osoutput,type(node.osprint)") == "nil\tfunction\n> ")
    }

    // MARK: 5. Errors

    @Test("5: a syntax error is a single line, with the prefix of the firmware line", arguments: builds)
    func syntaxErrors(_ line: FirmwareLine, _ lua: LuaRelease) async throws {
        let prompt = try await PromptConversation(line, lua, isInstant: true)
        let prefix = line == .idf3 ? "" : "Lua error: \t"
        #expect(try await prompt.answer(to: "@") == prefix + "stdin:1: unexpected symbol near '@'\n> ")
    }

    @Test("5: an error has a traceback in its Lua version's format", arguments: builds)
    func tracebacks(_ line: FirmwareLine, _ lua: LuaRelease) async throws {
        let prompt = try await PromptConversation(line, lua, isInstant: true)
        let prefix = line == .idf3 ? "" : "Lua error: \t"
        let (name, end) = lua == .lua51 ? ("complete", "[C]: ?") : ("otaupgrade.complete", "[C]: in ?")
        #expect(
            try await prompt.answer(to: "otaupgrade.complete()") == """
                \(prefix)stdin:1: no upgrade in progress
                stack traceback:
                \t[C]: in function '\(name)'
                \tstdin:1: in main chunk
                \t\(end)
                \t\(end)
                >\u{20}
                """
        )
        #expect(try await prompt.answer(to: "=pcall(otaupgrade.complete)") == "false\tno upgrade in progress\n> ")
    }
}

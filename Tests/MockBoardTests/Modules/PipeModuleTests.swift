import MockBoard
import Testing

/// `pipe` (`nodemcu-firmware dev-esp32 pipe.c`).
@Suite struct PipeModuleTests {
    @Test("a pipe returns the written bytes in portions", arguments: [LuaRelease.lua51, .lua53])
    func reads(_ lua: LuaRelease) async throws {
        let prompt = try await PromptConversation(.idf5, lua)
        _ = try await prompt.answer(to: "p=pipe.create() p:write('one\\ntwo\\nrest')")
        #expect(
            try await prompt.answer(to: "print(p:read('\\n+')=='one\\n',p:read(),p:read(2))") == "true\ttwo\tre\n> "
        )
        #expect(try await prompt.answer(to: "p:unread('x') print(p:read(10),p:read(10))") == "xst\tnil\n> ")
    }

    @Test func recordsAreCounted() async throws {
        let prompt = try await PromptConversation()
        #expect(try await prompt.answer(to: "p=pipe.create() print(p:nrec(),#p)") == "0\t1\n> ")
        #expect(try await prompt.answer(to: "p:write(('x'):rep(257)) print(p:nrec())") == "2\n> ")
    }

    @Test func aReaderIsCalledUntilItReturnsFalse() async throws {
        let prompt = try await PromptConversation()
        let reader =
            "n=0 p=pipe.create(function(q) n=n+1 local s=q:read(4) if s then io.write('<'..s..'>') end return s~=nil end)"
        _ = try await prompt.answer(to: reader)
        #expect(try await prompt.answer(to: "p:write('abcdefghij')").contains("<abcd><efgh><ij>"))
        #expect(try await prompt.answer(to: "print(n)") == "3\n> ")
        #expect(try await prompt.answer(to: "p:write('again')").contains("<agai><n>"))
    }

    @Test func aPipeCanReturnItsReaderAsAFunction() async throws {
        let prompt = try await PromptConversation()
        _ = try await prompt.answer(to: "p=pipe.create() r=p:reader(3) p:write('abcde')")
        #expect(try await prompt.answer(to: "print(r(),r(),r())") == "abc\tde\tnil\n> ")
    }

    @Test(arguments: [
        ("p:write(nil)", "must be a string"), ("p:read(0)", "invalid chunk size"),
        ("p:read('ab')", "invalid delimiter"),
        ("pipe.create(5)", "function expected"), ("pipe.create(print,3)", "invalid priority"),
        ("p.read(5)", "pipe table"),
    ])
    func wrongArguments(_ line: String, _ message: String) async throws {
        let prompt = try await PromptConversation()
        _ = try await prompt.answer(to: "p=pipe.create()")
        #expect(try await prompt.answer(to: line).contains(message))
    }
}

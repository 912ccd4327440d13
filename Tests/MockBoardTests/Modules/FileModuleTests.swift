import MockBoard
import Testing

/// `file` (`nodemcu-firmware file.c` of each line).
@Suite struct FileModuleTests {
    @Test("the oldest line opens, writes and reads the given file or the one opened last")
    func opens() async throws {
        let prompt = try await PromptConversation(.idf3, isInstant: true)
        for (line, answer) in [
            ("=file.open('x')", "nil\n"), ("f=file.open('x','w')", ""),
            ("=f:write('ab\\nc'),file.writeline('d')", "true\ttrue\n"),
            ("file.close()", ""), ("f=file.open('x','r+')", ""),
            ("=f:readline():len(),f:read(1),f:read('d'),f:read(),f:read()", "3\tc\td\t\n\tnil\n"),
            ("=f:seek('set',1),f:seek('end'),f:seek('set',-1)", "1\t6\tnil\n"), ("=f:flush()", "true\n"),
            ("f:close()", ""),
            ("=file.stat('x').size,file.exists('x'),file.exists('y')", "6\ttrue\tfalse\n"),
        ] {
            #expect(try await prompt.answer(to: line) == answer + "> ", "\(line)")
        }
    }

    @Test(
        "its errors are its own",
        arguments: [
            ("file.read()", "open a file first"), ("file.write('x')", "open a file first"),
            ("file.open('x','w') file.read('ab')", "wrong arg range"),
            ("file.open(('x'):rep(32),'w')", "bad argument #1 to 'open' (filename invalid)"),
            ("file.open('x','w') file.seek('up')", "bad argument #1 to 'seek' (invalid option 'up')"),
        ]
    )
    func errors(_ line: String, _ message: String) async throws {
        let prompt = try await PromptConversation(.idf3, isInstant: true)
        #expect(try await prompt.answer(to: line).hasPrefix("stdin:1: \(message)\nstack traceback:"))
        #expect(try await prompt.answer(to: "=file.open('nix','zz')") == "nil\n> ")
    }

    @Test("the others have no directories", arguments: [FirmwareLine.idf4, .idf5, .console])
    func directories(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        #expect(
            try await prompt.answer(to: "file.mkdir('d')").contains(
                "stdin:1: failed to create directory 'd'; code 134\n"
            )
        )
        #expect(
            try await prompt.answer(to: "file.rmdir('d')").contains(
                "stdin:1: failed to remove directory 'd'; code 134\n"
            )
        )
        #expect(try await prompt.answer(to: "file.format()") == "format done.\n> ")
    }
}

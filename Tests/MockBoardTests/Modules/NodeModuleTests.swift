import MockBoard
import Testing

@testable import ESPDevice

/// `node`, as far as a flasher or a script uses it (`nodemcu-firmware dev-esp32 node.c`).
@Suite struct NodeModuleTests {
    private let endless = "n=0 function f() n=n+1 node.task.post(%,f) end f()"

    @Test("a task that posts itself alternates with the prompt's lines", arguments: [true, false])
    func postsItself(_ isInstant: Bool) async throws {
        let prompt = try await PromptConversation(isInstant: isInstant)
        _ = try await prompt.answer(to: endless.replacing("%", with: "node.task.LOW_PRIORITY"))
        #expect(try await prompt.answer(to: "print('here',n>1)").hasPrefix("here\ttrue\n"))
    }

    @Test("a more urgent task starves the prompt, but not the host", arguments: [true, false])
    func starvesThePrompt(_ isInstant: Bool) async throws {
        let prompt = try await PromptConversation(isInstant: isInstant)
        _ = try await prompt.answer(to: endless.replacing("%", with: "node.task.MEDIUM_PRIORITY"))
        #expect(try await prompt.answer(to: "print('here')").contains("here\n") == false)
    }

    @Test func inputIsProcessedAsIfItWereTyped() async throws {
        let prompt = try await PromptConversation()
        #expect(try await prompt.answer(to: #"node.input("print(5)\n")"#).contains("5\n"))
    }

    @Test func outputGoesToAFunctionAndIsCopiedOnRequest() async throws {
        let prompt = try await PromptConversation()
        let redirect = "seen='' node.output(function(s) seen=seen..s end,%)"
        _ = try await prompt.answer(to: redirect.replacing("%", with: "1"))
        #expect(try await prompt.answer(to: "print('copied')").contains("copied\n"))
        _ = try await prompt.answer(to: redirect.replacing("%", with: "0"))
        #expect(try await prompt.answer(to: "print('hidden')").contains("hidden") == false)
        _ = try await prompt.answer(to: "node.output(nil)")
        #expect(try await prompt.answer(to: "print(seen:find('hidden')~=nil)") == "true\n> ")
    }

    @Test func theResetReasonIsReported() async throws {
        let prompt = try await PromptConversation()
        #expect(try await prompt.answer(to: "print(node.bootreason())") == "1\t8\n> ")
        _ = try await prompt.answer(to: "node.restart()", within: .seconds(5))
        #expect(try await prompt.answer(to: "print(node.bootreason())") == "2\t19\t0\n> ")
    }

    @Test func anUnknownGroupOfFactsIsRefused() async throws {
        let prompt = try await PromptConversation()
        #expect(try await prompt.answer(to: "print(node.info('hw').flash_size)") == "4096\n> ")
        #expect(try await prompt.answer(to: "node.info('sw')").contains("invalid option 'sw'"))
    }

    @Test("a task is a function, and the queue is limited", arguments: FirmwareLine.allCases)
    func tasks(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        let arguments = [
            ("", "#1 to 'post' (invalid function)"), ("0,1", "#2 to 'post' (invalid function)"),
            ("3,print", "#1 to 'post' (invalid  priority)"),
        ]
        for (list, message) in arguments {
            #expect(try await prompt.answer(to: "node.task.post(\(list))").contains("stdin:1: bad argument " + message))
        }
        for (priority, limit) in [(0, 25), (1, 125), (2, 100)] {
            let posts =
                "n=0 print(pcall(function() for i=1,200 do n=i node.task.post(\(priority),function() end) end end))"
            #expect(
                try await prompt.answer(to: posts).contains("stdin:1: Task queue overflow. Task not posted") == true
            )
            #expect(try await prompt.answer(to: "=n") == "\(limit + 1)\n> ")
        }
    }

    // MARK: Errors outside the prompt

    private static let newerLines = [FirmwareLine.idf4, .idf5, .console]
    private static let fails = "tmr.create():alarm(100,0,function() error(%) end)"

    @Test("setonerror's function gets the error itself", arguments: newerLines, LuaRelease.allCases)
    func errorValue(_ line: FirmwareLine, _ lua: LuaRelease) async throws {
        let prompt = try await PromptConversation(line, lua, isInstant: true)
        _ = try await prompt.answer(to: "node.setonerror(function(e) print(type(e),e==t) end) t={}")
        #expect(try await prompt.answer(to: Self.fails.replacing("%", with: "t")).hasSuffix("table\ttrue\n"))
        #expect(try await prompt.answer(to: Self.fails.replacing("%", with: "'x'")).hasSuffix("string\tfalse\n"))
        #expect(await prompt.board.counters.resets == 1)
    }

    @Test("an error in setonerror's function is reported to it again until the watchdog fires", arguments: newerLines)
    func errorInErrorHandler(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        _ = try await prompt.answer(to: "node.setonerror(function(e) error(e,0) end)")
        let said = try await prompt.answer(to: Self.fails.replacing("%", with: "'x'"), within: .seconds(6))
        #expect(said.contains("Task watchdog got triggered") && said.contains("rst:0x"))
    }

    @Test("an error restarts the chip two seconds later, even if print fails", arguments: [true, false], newerLines)
    func restartsLater(_ isInstant: Bool, _ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: isInstant)
        _ = try await prompt.listening(for: .seconds(3))
        _ = try await prompt.answer(to: "print=function() error('p') end")
        _ = try await prompt.answer(to: Self.fails.replacing("%", with: "'x'"), within: .milliseconds(1950))
        #expect(await prompt.board.counters.resets == 1)
        #expect(try await prompt.listening(for: .milliseconds(300)).contains("rst:0xc"))
    }

    @Test("an error in print is reported without print", arguments: FirmwareLine.allCases)
    func printFails(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        _ = try await prompt.answer(to: "print=function() error('p') end")
        #expect(try await prompt.answer(to: "=1") == "error calling 'print' (stdin:1: p)\n> ")
        let failed = try await prompt.answer(to: "error('x')")
        // The oldest line does not print errors.
        #expect(failed.hasPrefix(line == .idf3 ? "stdin:1: x\n" : "error calling 'print' (stdin:1: p)\n> "))
    }

    // MARK: Compiling

    @Test("stripdebug returns and sets the level", arguments: FirmwareLine.allCases)
    func stripDebug(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        #expect(try await prompt.answer(to: "=node.stripdebug()") == "2\n> ")
        let message = "bad argument #1 to 'stripdebug' (Invalid strip level)"
        for level in ["0", "4", "9"] {
            #expect(try await prompt.answer(to: "node.stripdebug(\(level))").contains(message))
        }
        #expect(try await prompt.answer(to: "node.stripdebug(1,{})").contains("#2 to 'stripdebug' (not a valid"))
        #expect(try await prompt.answer(to: "=node.stripdebug(1),node.stripdebug()") == "1\t1\n> ")
        #expect(try await prompt.answer(to: "local a=nil a.b=1").contains("local 'a'"))
    }

    @Test("a loop that waits for the clock ends", arguments: [true, false])
    func waitsForTheClock(_ isInstant: Bool) async throws {
        let prompt = try await PromptConversation(isInstant: isInstant)
        let loop = "local t=node.uptime() while node.uptime()-t<400000 do end print('A')"
        #expect(try await prompt.answer(to: loop, within: .seconds(1)) == "A\n> ")
    }
}

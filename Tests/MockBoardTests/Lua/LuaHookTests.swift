import MockBoard
import Testing

/// `debug.sethook` together with the instruction count (`nodemcu-firmware dev-esp32 ldblib.c`).
@Suite struct LuaHookTests {
    @Test func lua53CallsAHookForLinesAndCalls() async throws {
        let prompt = try await PromptConversation(isInstant: true)
        #expect(try await prompt.answer(to: "=debug.gethook()") == "nil\t\t0\n> ")
        _ = try await prompt.answer(to: "debug.sethook(function(e,l) io.write(e,' ',l,';') end,'l')")
        #expect(try await prompt.answer(to: "x=1") == "line 1;> ")
        #expect(try await prompt.answer(to: "debug.sethook()") == "line 1;> ")
        #expect(try await prompt.answer(to: "x=1") == "> ")
        let calls = "function f() end debug.sethook(function(e) io.write(e,';') end,'cr') f() debug.sethook()"
        #expect(try await prompt.answer(to: calls) == "return;call;return;call;> ")
    }

    @Test func theWatchdogStillFires() async throws {
        let prompt = try await PromptConversation()
        let loop = "n=0 debug.sethook(function() n=n+1 end,'',1000) while true do end"
        #expect(try await prompt.answer(to: loop, within: .seconds(8)).contains("Task watchdog got triggered"))
    }

    @Test func lua51HasNoHook() async throws {
        let prompt = try await PromptConversation(.idf5, .lua51, isInstant: true)
        #expect(try await prompt.answer(to: "=debug.sethook,debug.gethook") == "nil\tnil\n> ")
    }
}

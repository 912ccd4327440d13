import MockBoard
import Testing

/// `uart` on the console (`nodemcu-firmware dev-esp32 uart.c`).
@Suite struct UARTModuleTests {
    @Test("a callback that has done a lot over many calls does not hang the board", arguments: [true, false])
    func manyCalls(_ isInstant: Bool) async throws {
        let prompt = try await PromptConversation(isInstant: isInstant)
        let callback = "function(s) for i=1,200000 do n=n+1 end print(n) if s=='end\\n' then uart.on('data') end end"
        _ = try await prompt.answer(to: "n=0 uart.start(0) uart.on('data','\\n',\(callback),0)")
        for count in 1...60 {
            #expect(try await prompt.answer(to: "again", within: .seconds(2)).contains("\(count * 200_000)\n"))
        }
        _ = try await prompt.answer(to: "end", within: .seconds(2))
        #expect(try await prompt.answer(to: "print('here')") == "here\n> ")
    }
}

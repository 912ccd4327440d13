import MockBoard
import Testing

/// `uart` on the console (`nodemcu-firmware dev-esp32 uart.c`).
@Suite struct UARTModuleTests {
    @Test("a callback that does a lot of work in many calls does not hang the board", arguments: [true, false])
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

    @Test("an unknown UART is reported by its number", arguments: FirmwareLine.allCases)
    func number(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        for number in [-1, 9] {
            #expect(try await prompt.answer(to: "uart.on(\(number),'data')").contains("uart \(number) does not exist"))
        }
    }

    @Test("another UART requires its pins", arguments: [FirmwareLine.idf4, .idf5, .console])
    func pins(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        let setup = "print(uart.setup(1,9600,8,0,1%))"
        #expect(try await prompt.answer(to: setup.replacing("%", with: "")) == "9600\n> ")
        #expect(try await prompt.answer(to: setup.replacing("%", with: ",{tx=17,rx=16}")) == "9600\n> ")
        for (pins, problem) in [
            ("{}", "#-1 to 'setup' (number expected, got nil)"),
            ("{tx=17}", "#-1 to 'setup' (number expected, got nil)"),
            ("1", "#6 to 'setup' (table expected, got number)"),
        ] {
            #expect(
                try await prompt.answer(to: setup.replacing("%", with: ",\(pins)")).contains("bad argument \(problem)")
            )
        }
    }

    @Test("the console's data bits and parity affect the host", arguments: [FirmwareLine.idf4, .idf5])
    func format(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line)
        _ = try await prompt.answer(to: "uart.setup(0,115200,7,1,1,0)")
        // A byte that has even parity without the parity bit is received with 0 in its eighth bit.
        #expect(try await prompt.bytes(typing: Array("print('AC')\n".utf8)).contains(0xC3))
        #expect(try await prompt.bytes(typing: Array("print(uart.getconfig(0))\n".utf8)).contains(0x37 | 0x80))
        let back = try await prompt.typing("uart.setup(0,115200,8,0,1,1)\n")
        #expect(!back.contains("error"))
        #expect(try await prompt.answer(to: "print(uart.getconfig(0))").hasPrefix("115200\t8\t0\t1\n"))
    }

    @Test func `numbers are written as bytes, converted as in C`() async throws {
        let new = try await PromptConversation(.idf5, .lua53, isInstant: true)
        #expect(try await new.answer(to: "uart.write(0,65,66.0,0.5,1e10,'c')") == "AB\0\0c> ")
        #expect(try await new.answer(to: "uart.write(0,-1)").contains("invalid number"))
        #expect(try await new.answer(to: "uart.write(0.5,'x')").contains("number has no integer representation"))
        let old = try await PromptConversation(.idf5, .lua51, isInstant: true)
        #expect(try await old.answer(to: "uart.write(0,65.7,0.5,'c')") == "A\0c> ")
        #expect(try await old.answer(to: "uart.write(0,256)").contains("invalid number"))
    }
}

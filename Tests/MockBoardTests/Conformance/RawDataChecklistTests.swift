import MockBoard
import Testing

@testable import ESPDevice

/// Item 10 of an accurate console: `uart.setup`, raw data through `uart.on`, and the `console` module.
@Suite struct RawDataChecklistTests {
    /// Registers a function that prints its input and the length, and disconnects the prompt.
    private static func listens(_ line: FirmwareLine, _ count: String, starts: Bool = true) -> String {
        let function = "function(s) print(#s..'<'..s..'>') end"
        return switch line {
        case .idf3, .idf4: "uart.on('data',\(count),\(function),0)"
        case .idf5: (starts ? "uart.start(0) " : "") + "uart.on('data',\(count),\(function),0)"
        case .console: "console.on('data',\(count),\(function)) console.mode(0)"
        }
    }

    @Test("10: a function gets as many bytes as requested, and the prompt gets none", arguments: FirmwareLine.allCases)
    func counted(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        // The prompt of the line that switches is still shown.
        #expect(try await prompt.answer(to: Self.listens(line, "4")) == "> ")
        #expect(try await prompt.typing("abc") == "")
        #expect(try await prompt.typing("d") == "4<abcd>\n")
        #expect(try await prompt.typing("\u{1}\u{8}\n\u{FF}") == "4<\u{1}\u{8}\n\u{FF}>\n")
    }

    @Test("10: a function gets bytes up to its end marker", arguments: FirmwareLine.allCases)
    func delimited(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        _ = try await prompt.answer(to: Self.listens(line, "';'"))
        #expect(try await prompt.typing("ab;c") == "3<ab;>\n")
        #expect(try await prompt.typing("d;") == "3<cd;>\n")
    }

    @Test(
        "10: without a number it gets each byte; the oldest line's what has come together",
        arguments: FirmwareLine.allCases
    )
    func each(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        _ = try await prompt.answer(to: Self.listens(line, "0"))
        #expect(try await prompt.typing("abc") == (line == .idf3 ? "3<abc>\n" : "1<a>\n1<b>\n1<c>\n"))
    }

    @Test("10: since 5.1 a console without uart.start is deaf until the next reset")
    func isDeaf() async throws {
        let prompt = try await PromptConversation(.idf5, isInstant: true)
        _ = try await prompt.answer(to: Self.listens(.idf5, "1", starts: false))
        #expect(try await prompt.typing("abc\n=1\n", within: .seconds(30)) == "")
        await prompt.board.cyclePower()
        _ = try await prompt.listening(for: .seconds(2))
        #expect(try await prompt.typing("=1\n") == "=1\n1\n> ")
    }

    @Test(
        "10: uart.start tells whether there was no driver yet",
        arguments: [(FirmwareLine.idf3, "true"), (.idf4, "false"), (.idf5, "false")]
    )
    func starts(_ line: FirmwareLine, _ answer: String) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        #expect(try await prompt.answer(to: "=uart.start(0)") == answer + "\n> ")
    }

    @Test("10: over USB the function of uart.on is never called, and the console is deaf")
    func isDeafOverUSB() async throws {
        let prompt = try await PromptConversation(.idf5, isInstant: true) {
            ($0.console, $0.chip) = (.usbSerialJTAG, .esp32c3)
            $0.firmware = SampleImage(chip: .esp32c3, version: "1.0.0").bytes
        }
        _ = try await prompt.answer(to: Self.listens(.idf5, "1"))
        #expect(try await prompt.typing("abc\n", within: .seconds(10)) == "")
    }

    @Test("10: invalid numbers, end markers and methods are refused", arguments: [FirmwareLine.idf3, .idf4, .idf5])
    func refuses(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        for (arguments, message) in [
            ("'data',256,print,1", "wrong arg range"), ("'data','ab',print,1", "wrong arg range"),
            ("'other',1,print,1", "method not supported"),
        ] {
            #expect(try await prompt.answer(to: "uart.on(\(arguments))").contains("stdin:1: " + message))
        }
        #expect(try await prompt.answer(to: "=1") == "1\n> ")
    }

    @Test("10: with run_input the prompt gets the bytes as well", arguments: FirmwareLine.allCases)
    func both(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        let function = "function(s) n=(n or 0)+#s end"
        let listens =
            switch line {
            case .idf3: "uart.on('data','x',\(function),1)"
            case .idf4: "uart.on('data',1,\(function),1)"
            case .idf5: "uart.start(0) uart.on('data',1,\(function),1)"
            case .console: "console.on('data',1,\(function))"
            }
        _ = try await prompt.answer(to: listens)
        #expect(try await prompt.answer(to: "=1") == "1\n> ")
        // The oldest line passes on each line, and the function then gets it without its end.
        #expect(try await prompt.answer(to: "=n") == (line == .idf3 ? "4" : "6") + "\n> ")
    }

    @Test(
        "10: uart.on without a function gives the bytes back to the prompt",
        arguments: [FirmwareLine.idf3, .idf4, .idf5]
    )
    func givesBack(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        let start = line == .idf5 ? "uart.start(0) " : ""
        _ = try await prompt.answer(to: start + "uart.on('data',1,function() uart.on('data') end,0)")
        #expect(try await prompt.typing("x") == "")
        #expect(try await prompt.typing("=1\n") == "=1\n1\n> ")
    }

    @Test(
        "10: an error in the function is swallowed by the oldest line, and restarts the others",
        arguments: FirmwareLine.allCases
    )
    func fails(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        let function = "function() error('gone') end"
        let listens =
            switch line {
            case .idf3, .idf4: "uart.on('data',1,\(function),0)"
            case .idf5: "uart.start(0) uart.on('data',1,\(function),0)"
            case .console: "console.on('data',1,\(function)) console.mode(0)"
            }
        _ = try await prompt.answer(to: listens)
        let said = try await prompt.typing("x", within: .seconds(4))
        if line == .idf3 { #expect(said == "") } else { #expect(said.contains("gone") && said.contains("rst:0xc")) }
    }

    @Test("10: console.mode turns off the prompt for raw data, and has two modes")
    func consoleModes() async throws {
        let prompt = try await PromptConversation(.console, isInstant: true)
        #expect(try await prompt.answer(to: "console.mode(2)").contains("invalid mode"))
        #expect(try await prompt.answer(to: "console.on('other')").contains("method not supported"))
        #expect(
            try await prompt.answer(to: "console.on('data','ab',print)").contains(
                "only single byte end marker supported"
            )
        )
        #expect(try await prompt.answer(to: "console.write('a',66,'c')") == "aBc> ")
        #expect(try await prompt.answer(to: "console.write(256)").contains("invalid number"))
        _ = try await prompt.answer(
            to: "console.on('data',2,function() console.on('data') console.mode(1) end) console.mode(0)"
        )
        #expect(try await prompt.typing("xy") == "")
        #expect(try await prompt.typing(" \n") == " \n> ")
    }

    @Test("10: uart refuses the newest line's console")
    func consoleIsNotForUART() async throws {
        let prompt = try await PromptConversation(.console, isInstant: true)
        for call in ["uart.setup(0,115200,8,0,1)", "uart.on('data',1,print,0)", "uart.write(0,'x')"] {
            #expect(try await prompt.answer(to: call).contains("uart in use by system console"))
        }
        #expect(try await prompt.answer(to: "=1") == "1\n> ")
    }

    @Test("10: uart.setup requires the new rate on both sides", arguments: [FirmwareLine.idf3, .idf4, .idf5])
    func changesTheRate(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line)
        let said = try await prompt.typing("=uart.setup(0,230400,8,0,1)\n")
        #expect(!said.contains("230400\n> "))
        #expect(try await !prompt.typing("=1\n").contains("1\n> "))
        try await prompt.setRate(230_400)
        _ = try await prompt.typing(" \n")
        #expect(try await prompt.typing("=1\n").hasSuffix("1\n> "))
        // A reset restores the old rate.
        await prompt.board.cyclePower()
        _ = try await prompt.listening(for: .seconds(4))
        try await prompt.setRate(115_200)
        _ = try await prompt.typing("@\n")
        #expect(try await prompt.typing("=1\n").hasSuffix("1\n> "))
    }
}

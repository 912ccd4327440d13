import LuaREPL
import Testing

@Suite struct REPLParserTests {
    @Test func aStatementItsOutputAndThePrompt() {
        let found = events(of: "print(1)\r\n1\r\n> ", echoes: ["print(1)"])
        #expect(found == [.echo(Array("print(1)".utf8)), output("1"), .prompt(.statement)])
    }

    @Test func promptsHaveNoLineEnd() {
        #expect(events(of: "> ") == [.prompt(.statement)])
        #expect(events(of: ">> ") == [.prompt(.continuation)])
        #expect(events(of: "x=1\n\n> > ", echoes: ["x=1"]).suffix(2) == [.prompt(.statement), .prompt(.statement)])
    }

    @Test func anEchoAfterAPromptIsRecognised() {
        let found = events(of: "> =1\n1\n> ", echoes: ["=1"])
        #expect(found == [.prompt(.statement), .echo(Array("=1".utf8)), output("1"), .prompt(.statement)])
    }

    @Test func aDamagedEchoIsOutput() {
        #expect(events(of: "prnt(1)\n", echoes: ["print(1)"]) == [output("prnt(1)")])
    }

    @Test func anEchoIsTakenOnce() {
        let found = events(of: "x\nx\n", echoes: ["x"])
        #expect(found == [.echo(Array("x".utf8)), output("x")])
    }

    @Test(
        "line ends",
        arguments: [
            ("a\nb\n", ["a", "b"]), ("a\r\nb\r\n", ["a", "b"]), ("a\n\rb\n\r", ["a", "b"]), ("a\rb\r", ["a", "b"]),
            ("a\n\nb\n", ["a", "", "b"]), ("a\r\n\r\nb\r\n", ["a", "", "b"]),
        ] as [(String, [String])]
    )
    func lineEnds(_ text: String, _ lines: [String]) {
        #expect(events(of: text) == lines.map(output))
    }

    // MARK: Errors

    @Test(
        "Lua errors with and without prefix",
        arguments: [
            ("Lua error: \tstdin:1: boom\n", "stdin:1: boom"),
            ("stdin:1: boom\n", "stdin:1: boom"),
            ("lua: cannot open init.lua\n", "cannot open init.lua"),
            ("Lua error: \tboom\n", "boom"),
        ]
    )
    func luaErrors(_ text: String, _ message: String) {
        #expect(events(of: text) == [.luaError(message)])
    }

    @Test func aTracebackBelongsToItsError() {
        let text = "Lua error: \tstdin:1: boom\nstack traceback:\n\t[C]: in function 'ROM.error'\n\t[C]: in ?\n> "
        #expect(
            events(of: text) == [
                .luaError("stdin:1: boom"), .traceback("stack traceback:"),
                .traceback("\t[C]: in function 'ROM.error'"),
                .traceback("\t[C]: in ?"), .prompt(.statement),
            ]
        )
        #expect(events(of: "\tindented\n") == [output("\tindented")])
    }

    // MARK: Log lines

    @Test func aColouredLogLineIsCutOutOfTheInterruptedLine() {
        let log = "\u{1B}[0;32mI (1977) esp_image: segment 0: map\u{1B}[0m\r\n"
        let line = LogLine(level: .info, milliseconds: 1977, tag: "esp_image", text: "segment 0: map")
        for cut in 0..."print(1)".count {
            let text = String("print(1)".prefix(cut)) + log + String("print(1)".dropFirst(cut)) + "\n> "
            #expect(
                events(of: text, echoes: ["print(1)"]) == [
                    .log(line), .echo(Array("print(1)".utf8)), .prompt(.statement),
                ]
            )
        }
    }

    @Test func aLogLineInsideAPromptLeavesThePromptIntact() {
        let found = events(of: ">\u{1B}[0;31mE (5) wifi: gone\u{1B}[0m\n ")
        #expect(found.last == .prompt(.statement))
    }

    @Test func plainLogLinesAreRecognisedByTheirForm() {
        #expect(
            events(of: "I (436) wifi:wifi firmware version: 0d44bbe\r\n") == [
                .log(LogLine(level: .info, milliseconds: 436, tag: "wifi", text: "wifi firmware version: 0d44bbe"))
            ]
        )
        #expect(events(of: "I (think) so: yes\n") == [output("I (think) so: yes")])
    }

    @Test func aLogLineWithoutClosingColourEndsWithItsLine() {
        let found = events(of: "\u{1B}[0;33mW (7) tag: text\nx\n")
        #expect(found == [.log(LogLine(level: .warning, milliseconds: 7, tag: "tag", text: "text")), output("x")])
    }

    @Test func colouredOutputOfAProgramIsKept() {
        #expect(events(of: "\u{1B}[0;31mred\u{1B}[0m\n") == [output("\u{1B}[0;31mred\u{1B}[0m")])
        #expect(events(of: "a\u{1B}[2Kb\n") == [output("a\u{1B}[2Kb")])
    }

    // MARK: Boot and crash

    @Test(
        "boot text",
        arguments: [
            ("ets Jul 29 2019 12:21:46\r\n", .rom(chip: "esp32")),
            ("ESP-ROM:esp32c3-api1-20210207\r\n", .rom(chip: "esp32c3")),
            (
                "rst:0xc (SW_CPU_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n",
                .reset(code: 12, reason: "SW_CPU_RESET", mode: "SPI_FAST_FLASH_BOOT")
            ),
            (
                "rst:0x1 (POWERON_RESET),boot:0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))\r\n",
                .reset(code: 1, reason: "POWERON_RESET", mode: "DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2)")
            ),
            ("waiting for download\r\n", .downloadMode),
            ("invalid header: 0xffffffff\r\n", .invalidHeader),
            (
                "\u{1B}[0;32mI (29) boot: ESP-IDF v5.1.3 2nd stage bootloader\u{1B}[0m\r\n",
                .bootLoader(version: "v5.1.3")
            ),
            (
                "\u{1B}[0;32mI (82) boot:  2 ota_0            OTA app          00 10 00010000 00130000\u{1B}[0m\r\n",
                .partition(label: "ota_0", type: 0, subtype: 0x10, offset: 0x10000, size: 0x130000)
            ),
            (
                "\u{1B}[0;32mI (34) boot:  4 storage          Unknown data     01 82 001a0000 00070000\u{1B}[0m\r\n",
                .partition(label: "storage", type: 1, subtype: 0x82, offset: 0x1A0000, size: 0x70000)
            ),
            (
                "I (221) boot: Loaded app from partition at offset 0x10000\r\n", .loadedApp(offset: 0x10000)
            ),
            (
                "E (99) boot: OTA app partition slot 1 is not bootable\n",
                .notBootable("OTA app partition slot 1 is not bootable")
            ),
            ("E (99) boot: No bootable app partitions in the partition table\n", .nothingBootable),
            ("I (266) cpu_start: App version:      1.4.0\n", .appDescription(key: "App version", value: "1.4.0")),
            ("NodeMCU ESP32 build x powered by Lua 5.3.5\n", .banner("NodeMCU ESP32 build x powered by Lua 5.3.5")),
        ] as [(String, BootText)]
    )
    func bootText(_ text: String, _ boot: BootText) {
        #expect(events(of: text) == [.boot(boot)])
    }

    @Test("crash text", arguments: CrashText.Kind.allCases) func crashText(_ kind: CrashText.Kind) {
        let line = "*** \(kind.rawValue) ***"
        #expect(events(of: line + "\r\n") == [.crash(CrashText(kind: kind, line: line))])
    }

    @Test func aResetInTheMiddleOfALineIsSeen() {
        #expect(events(of: "w\"abcets Jun  8 2016 00:22:57\r\n") == [.boot(.rom(chip: "esp32"))])
    }

    @Test func aResetForgetsPendingEchoes() {
        let found = events(of: "ets Jul 29 2019 12:21:46\r\nx\r\n", echoes: ["x"])
        #expect(found.last == output("x"))
    }

    // MARK: Frames and limits

    @Test(
        "a frame starts with its mark, whatever a program printed before it on the line",
        arguments: ["", ".", "..", "\r12%", "\u{1B}]0;title\u{07}", "[app] ", "~", "~~ab", "caf\u{E9} ", "> "]
    )
    func frames(_ before: String) {
        let found = events(of: before + "~abc+12\n", mark: "~abc")
        #expect(found.last == .frame(Array("+12".utf8)))
        let printed = found.dropLast().compactMap { if case .output(let line) = $0 { line } else { nil } }
        let prompts = found.count { $0 == .prompt(.statement) }
        #expect(printed.reduce([], +) + (prompts == 0 ? [] : Array("> ".utf8)) == before.utf8.filter { $0 != 0x0D })
    }

    @Test func `a line with part of a mark is not a frame`() {
        #expect(events(of: "~ab+12\n", mark: "~abc") == [output("~ab+12")])
    }

    @Test func anEndlessLineComesInPieces() {
        let found = events(of: [UInt8](repeating: 0x61, count: REPLParser.longestLine * 2 + 5))
        #expect(found.count == 2)
        #expect(found.allSatisfy { $0 == .output([UInt8](repeating: 0x61, count: REPLParser.longestLine)) })
    }

    @Test func anEndlessColourSequenceIsOutput() {
        var parser = REPLParser()
        _ = parser.feed("\u{1B}[0;31m".utf8)
        let found = parser.feed([UInt8](repeating: 0x62, count: 40_000))
        #expect(!found.isEmpty)
        #expect(parser.unfinishedLine.count < REPLParser.longestLine)
    }

    @Test func randomBytesNeverTrapAndChunkingDoesNotMatter() {
        var generator = SystemRandomNumberGenerator()
        let alphabet: [UInt8] = Array("> \r\n\u{1B}[0;32mI (1) a: ~LuastdinETX\t:m".utf8) + [0, 0x80, 0xFF]
        for _ in 0..<200 {
            let bytes = (0..<300).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            _ = events(of: bytes, mark: "~L")
        }
    }
}

import HostileBoard
import Testing
import TransportCore

@testable import LuaREPL

/// Consoles of other programs: how they answer a probe, and how they are recognised.
struct ForeignConsoleTests {
    /// How each console answers a line, byte for byte, and its kind.
    static let consoles: [(ForeignConsole?, answer: String, last: String)] = [
        (
            .microPython,
            ">>> LINE\r\nTraceback (most recent call last):\r\n  File \"<stdin>\", line 1\r\nSyntaxError: invalid syntax\r\n>>> ",
            ">>>"
        ),
        (.circuitPython, "Adafruit CircuitPython 9.0.5 on 2024-05-22; S2Mini with ESP32S2\r\n>>> LINE\r\n>>> ", ">>>"),
        (.microPython, "MicroPython v1.23.0 on 2024-06-02; ESP32 module with ESP32\r\n>>> ", ">>>"),
        (.atFirmware, "LINE\r\r\n\r\nERROR\r\nERROR\r\n", "ERROR"),
        (.idfConsole, "esp32> LINE\r\nUnrecognized command\r\nesp32> ", "esp32>"),
        (.idfConsole, "esp32s3> ", "esp32s3>"),
        (.idfConsole, "esp> ", "esp>"),
        (.login, "LINE\r\nPassword: ", "Password:"),
        (.login, "\r\nDebian GNU/Linux 12 gateway ttyS0\r\n\r\ngateway login: ", "gateway login:"),
        (.login, "Login incorrect\r\nraspberrypi login: LINE", "raspberrypi login:"),
        (
            .shell, "ada@host:~$ LINE\r\nbash: syntax error near unexpected token `\"\\n\"..'\r\nada@host:~$ ",
            "ada@host:~$"
        ),
        (.shell, "\u{1B}[01;32mpi@raspberrypi\u{1B}[00m:\u{1B}[01;34m~ $\u{1B}[00m ", "pi@raspberrypi:~ $"),
        (.shell, "[root@fedora ~]# ", "[root@fedora ~]#"),
        (.shell, "/ # LINE\r\n-sh: syntax error: unexpected word (expecting \")\")\r\n/ # ", "/ #"),
        (.uBoot, "U-Boot 2023.01 (Jan 09 2023)\r\n=> LINE\r\nUnknown command 'print(' - try 'help'\r\n=> ", "=>"),
        (.zephyrShell, "uart:~$ LINE\r\nprint: command missing\r\nuart:~$ ", "uart:~$"),
        (
            .espHome, "[C][logger:177]: Logger:\r\n[D][sensor:094]: 'Temp': Sending state 21.5\r\n",
            "[D][sensor:094]: 'Temp': Sending state 21.5"
        ),
        (
            .tasmota, "00:00:00.001 Project tasmota - Tasmota Version 13.4.0\r\n",
            "00:00:00.001 Project tasmota - Tasmota Version 13.4.0"
        ),
        (.espruino, " _____\r\n Espruino 2v19\r\n>", ">"),
        (nil, "21.5\r\n21.6\r\n", "21.6"),
        (nil, "OK\r\n", "OK"),
        (nil, "$GPGGA,123519,4807.038,N,01131.000,E,1,08*47\r\n", "$GPGGA,123519,4807.038,N,01131.000,E,1,08*47"),
        (nil, "\u{1B}[2J\u{7}bell and \u{8}blank \u{202E}turned\r\n", "bell andblank ?turned"),
    ]

    private static let token = DialogueToken("0a1b2c")

    @Test(arguments: consoles.indices)
    func aConsoleIsNamedAndItsLastLineQuoted(index: Int) async throws {
        let (console, answer, last) = Self.consoles[index]
        let board = HostileBoard { heard, _ in
            let line = String(decoding: heard, as: UTF8.self).filter { $0 != "\u{8}" && $0 != "\n" }
            return line.isEmpty ? [] : Array(answer.replacing("LINE", with: line).utf8)
        }
        let dialogue = REPLDialogue(transport: board, token: try #require(Self.token))
        let error = await #expect(throws: REPLError.self) { try await dialogue.synchronise(within: .seconds(5)) }
        guard case .noPrompt(let evidence) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(evidence.foreignConsole == console, "\(evidence.lines)")
        #expect(evidence.lines.last == last)
        #expect(evidence.summary.contains("“\(last)”"), "\(evidence.summary)")
        if let console { #expect(evidence.summary.lowercased().hasPrefix(console.words.lowercased())) }
    }

    @Test func everyKindIsInTheTable() {
        #expect(Set(Self.consoles.compactMap { $0.0 }) == Set(ForeignConsole.allCases))
    }

    @Test func oldOutputIsForgotten() {
        var tail = ConsoleTail()
        for index in 0..<10_000 { tail.add(Array("line \(index)\r\n".utf8)) }
        let lines = tail.lines(without: "print(")
        #expect(lines.last == "line 9999")
        #expect(lines.count < 300)
        tail.add([UInt8](repeating: 0x78, count: 100_000))
        #expect(tail.lines(without: "print(").map(\.count) == [120])
    }
}

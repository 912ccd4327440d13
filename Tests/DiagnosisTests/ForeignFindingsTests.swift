import DeviceDiscovery
import Diagnosis
import ESPImage
import HostileBoard
import LuaREPL
import MockBoard
import Testing
import TransportCore

/// Devices that are not NodeMCU boards, named by the doctor.
struct ForeignFindingsTests {
    private func findings(_ board: any TransportConnector) async throws -> [Finding] {
        let token = try #require(DialogueToken("0a1b2c"))
        let facts = await ConsoleExaminer(board, baud: 115_200, limit: .seconds(5), token: token).facts()
        let port = PortFacts(path: "/dev/ttyX0", device: SerialDevice(path: "/dev/ttyX0"))
        return Doctor().findings(of: facts, port: port)
    }

    @Test(arguments: [
        (">>> LINE\r\nTraceback (most recent call last):\r\nSyntaxError: invalid syntax\r\n>>> ", "MicroPython"),
        ("LINE\r\nlab login: ", "login prompt"), ("esp32> LINE\r\nUnrecognized command\r\nesp32> ", "ESP-IDF console"),
        ("LINE\r\r\n\r\nERROR\r\n", "AT firmware"),
    ])
    func anotherConsole(answer: String, name: String) async throws {
        let board = HostileBoard { heard, _ in
            let line = String(decoding: heard, as: UTF8.self).filter { $0 != "\u{8}" && $0 != "\n" }
            return line.isEmpty ? [] : Array(answer.replacing("LINE", with: line).utf8)
        }
        let finding = try #require(try await findings(board).first)
        #expect(finding.code == .notNodeMCU)
        guard case .foreignConsole(let console, let evidence) = finding.cause else {
            return #expect(Bool(false), "\(finding.cause)")
        }
        #expect(console.words.contains(name))
        #expect(evidence.summary.contains("The last line was “"))
    }

    @Test func anESP8266() async throws {
        var configuration = BoardConfiguration(firmware: try AppImageBuilder(size: 0x2000).build())
        configuration.initLua = Array("node={flashid=function() return 1 end}".utf8)
        let board = try SimulatedBoard(configuration)
        await board.run(for: .seconds(5))
        let finding = try #require(try await findings(board).first { $0.severity == .problem })
        #expect(finding.code == .noOTAUpgrade)
        #expect(finding.cause == .esp8266)
    }
}

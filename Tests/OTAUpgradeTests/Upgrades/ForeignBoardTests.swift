import HostileBoard
import LuaREPL
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// Boards other than the wanted kind are named, with the next step.
struct ForeignBoardTests {
    /// A console that answers each line with this text, in which `LINE` stands for the sent line.
    private func console(_ answer: String) -> HostileBoard {
        HostileBoard { heard, _ in
            let line = String(decoding: heard, as: UTF8.self).filter { $0 != "\u{8}" && $0 != "\n" }
            return line.isEmpty ? [] : Array(answer.replacing("LINE", with: line).utf8)
        }
    }

    private func error(of board: HostileBoard) async throws -> UpgradeError {
        let error = await #expect(throws: UpgradeError.self) {
            _ = try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
                try await connection.examine(within: .seconds(5))
            }
        }
        return try #require(error)
    }

    @Test func microPythonIsNamedAndQuoted() async throws {
        let answer = ">>> LINE\r\nTraceback (most recent call last):\r\nSyntaxError: invalid syntax\r\n>>> "
        let error = try await error(of: console(answer))
        #expect(error.code == .noPrompt)
        #expect(error.message.contains("MicroPython"))
        #expect(error.message.contains("“>>>”"))
        #expect(error.nextStep.contains("flash NodeMCU"))
    }

    @Test func anotherComputerMustNotBeFlashed() async throws {
        let error = try await error(of: console("gateway login: "))
        #expect(error.code == .noPrompt)
        #expect(error.message.contains("“gateway login:”"))
        #expect(!error.nextStep.contains("esptool"))
        #expect(error.nextStep.contains("another computer"))
    }

    @Test func whatIsNotKnownIsQuoted() async throws {
        let error = try await error(of: console("fan=3 rpm=1200\r\n"))
        #expect(error.message.contains("“fan=3 rpm=1200”"), "\(error.message)")
    }

    @Test func anApplicationThatTookTheConsoleIsQuoted() async throws {
        var bench = try UpgradeBench(.idf4)
        bench.board.initLua = Array(
            """
            uart.on("data",0,function() end,0)
            tmr.create():alarm(200,tmr.ALARM_AUTO,function() uart.write(0,"t=21.5\\n") end)
            """.utf8
        )
        let result = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image()).result
        #expect(result.error?.code == .noPrompt)
        #expect(result.error?.message.contains("“t=21.5”") == true, "\(String(describing: result.error?.message))")
    }

    /// What NodeMCU's release for the ESP8266 reports about itself, as far as it is asked.
    private static let esp8266 = """
        local n=node
        node={heap=function() return 43000 end,chipid=function() return 9803521 end,flashid=function() return 1458270 end,
        flashsize=function() return 4194304 end,restart=n.restart,info=function(g)
        if g=="hw" then return {chip_id=9803521,flash_id=1458270,flash_size=4096,flash_mode=2,flash_speed=40000000} end
        if g=="build_config" then return {ssl=false,lfs_size=0,modules="file,net,node,tmr",number_type="float"} end
        return 3,0,0,9803521,1458270,4096,2,40000000 end}
        otaupgrade=nil
        """

    @Test(arguments: [FirmwareLine.idf3, .idf4, .idf5])
    func anESP8266IsNamed(line: FirmwareLine) async throws {
        var bench = try UpgradeBench(line, lua: .lua51)
        bench.board.initLua = Array(Self.esp8266.utf8)
        let (result, _) = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image())
        #expect(result.error?.code == .noOTAUpgrade)
        #expect(result.error?.message.hasPrefix("This is an ESP8266.") == true)
        #expect(result.error?.nextStep.contains("esptool") == true)
        #expect(result.identity?.isESP8266 == true)
        #expect(result.identity?.modules.contains("node.flashid") == false)
    }

    @Test(arguments: FirmwareLine.allCases)
    func anESP32IsNotMistakenForAnESP8266(line: FirmwareLine) async throws {
        var bench = try UpgradeBench(line)
        bench.board.hasOTAUpgrade = false
        let (result, _) = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image())
        #expect(result.identity?.isESP8266 == false)
        #expect(result.error?.nextStep.contains("Build NodeMCU with the otaupgrade module") == true)
    }
}

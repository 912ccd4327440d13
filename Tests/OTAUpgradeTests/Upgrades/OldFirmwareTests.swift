import ESPImage
import LuaREPL
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// Firmware that lacks functions that its line has today: it is still recognised and upgraded.
struct OldFirmwareTests {
    /// A board whose `node` lacks these functions from its start on.
    private func board(_ line: FirmwareLine, without names: [String]) throws -> (SimulatedBoard, AppImage) {
        var bench = try UpgradeBench(line)
        bench.board.initLua = Array(
            """
            local n,lacks=node,{} for k in ("\(names.joined(separator: " "))"):gmatch("%S+") do lacks[k]=true end
            node=setmetatable({},{__index=function(_,k) if not lacks[k] then return n[k] end end})
            """.utf8
        )
        return (try bench.powered(), try bench.image())
    }

    @Test func `IDF 3 firmware from before node.osoutput is the IDF 3 line`() async throws {
        let (board, image) = try board(.idf3, without: ["osoutput"])
        let (result, _) = await UpgradeBench.upgrade(board, to: image)
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.identity?.dialect == .idf3)
        #expect(result.identity?.chipModel == "ESP32")
        #expect(result.identity?.evidence.present == [.node, .fileOpen])
        // The slot holds the image bit for bit, including every NUL.
        #expect(image.bytes.contains(0))
        #expect(await board.update?.bytes == image.bytes)
    }

    @Test(
        "IDF 3 firmware of any year takes an image with NUL bytes, one line at a time and with all that its console buffers",
        arguments: [true, false],
        [nil, 1] as [Int?]
    )
    func anyYear(_ hasOSOutput: Bool, _ window: Int?) async throws {
        for method in TransferMethod.allCases {
            var bench = try UpgradeBench(.idf3)
            bench.board.timing = ConsoleTiming()
            bench.board.hasOSOutput = hasOSOutput
            var options = UpgradeOptions()
            (options.window, options.method, options.compresses) = (window, method, false)
            let (board, image) = (try bench.powered(), try bench.image())
            #expect(image.bytes.contains(0))
            let (result, _) = await UpgradeBench.upgrade(board, to: image, options)
            #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
            #expect(result.identity?.dialect == .idf3)
            #expect(result.identity?.evidence[.outputRedirection] == hasOSOutput)
            #expect(result.transfer?.retries == 0)
            #expect(await board.update?.bytes == image.bytes)
        }
    }

    @Test(arguments: FirmwareLine.allCases)
    func `a line is recognised although node is left out`(_ line: FirmwareLine) async throws {
        var bench = try UpgradeBench(line)
        bench.board.initLua = Array("node=false".utf8)
        let identity = try await BoardConnection.withBoard(try bench.powered()) { board throws(UpgradeError) in
            try await board.examine().identity
        }
        #expect(!identity.evidence[.node])
        #expect(!identity.modules.contains("node"))
        let told: Dialect =
            switch line {
            case .idf3: .idf3
            // The two are indistinguishable; idf5 buffers less.
            case .idf4, .idf5: .idf5
            case .console: .console
            }
        #expect(identity.dialect == told)
    }
}

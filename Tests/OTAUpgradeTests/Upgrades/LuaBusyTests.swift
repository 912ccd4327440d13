import ESPImage
import LuaREPL
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// An application that keeps Lua busy at random: the transfer gets slower in proportion, and nothing else happens.
@Suite struct LuaBusyTests {
    private static let delays = [300, 700, 1500, 4000]

    @Test(
        "a board whose Lua is busy is not flooded with questions, and no line is repeated without need",
        arguments: TransferTests.Way.newest,
        delays.flatMap { delay in [false, true].map { (delay, $0) } }
    )
    func busy(_ way: TransferTests.Way, _ trouble: (milliseconds: Int, isDamaged: Bool)) async throws {
        var bench = try way.bench()
        bench.board.timing.hostJitter = .milliseconds(1)
        let image = try bench.image(size: 0x4000)
        let alone = await UpgradeBench.upgrade(try bench.powered(), to: image, options(way)).result
        let quick = try #require(alone.transfer)

        // One line in a hundred is damaged, by a flipped bit or a lost byte.
        let damage =
            trouble.isDamaged
            ? stride(from: 9000, to: 25_000, by: 12_800).flatMap {
                ["flip-bit@\($0)", "drop-byte@\($0 + 6400)"]
            } : []
        try bench.faults(([busy(trouble.milliseconds)] + damage).joined(separator: ","))
        let board = try bench.powered()
        let host = RecordingConnector(board: board)
        let result = await UpgradeBench.upgrade(host, to: image, options(way)).result

        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        let slot = try #require(bench.board.partitions["ota_1"])
        #expect(await board.content(of: slot).starts(with: image.bytes))
        #expect(await board.counters.bytesWritten == image.size, "each byte is written once")
        let report = try #require(result.transfer)
        let waits = Self.waits(of: bench.board.faults, in: host.writes)
        #expect(report.duration <= quick.duration * 1.2 + waits * 1.5 + .seconds(trouble.isDamaged ? 8 : 3))
        Self.expectPauses(between: host.writes)
    }

    @Test("a USB console is connected soon after its Lua is free", arguments: [500, 1000, 2000, 3000])
    func usbConsole(_ milliseconds: Int) async throws {
        var bench = try UpgradeBench(.console, console: .usbCDC, chip: .esp32s2)
        bench.board.timing = ConsoleTiming()
        let busy = """
            local k,f=\(milliseconds / 10)
            f=function() k=k-1 for i=1,20000 do end if k>0 then node.task.post(2,f) end end
            """
        bench.board.initLua = Array("\(busy) tmr.create():alarm(10000,0,f)".utf8)
        let board = try bench.powered()
        await board.run(for: .seconds(8))
        while await !board.promptIsUsable { await board.run(for: .milliseconds(100)) }
        await board.run(for: .milliseconds(3300))
        let start = await board.now
        try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
            _ = try await connection.examine()
        }
        #expect(start.duration(to: await board.now) < .milliseconds(milliseconds + 1500))
    }

    /// A quarter of all lines wait, or every twelfth if the wait is long.
    private func busy(_ milliseconds: Int) -> String {
        "lua-busy:\(milliseconds)ms:\(milliseconds < 2000 ? 25 : 12)"
    }

    private func options(_ way: TransferTests.Way) -> UpgradeOptions {
        var options = way.options(compresses: false)
        options.mayRestartFirst = false
        return options
    }

    /// How long Lua was kept busy while the image was sent.
    private static func waits(of faults: FaultSchedule, in writes: [RecordingConnector.Write]) -> Duration {
        var line = 0
        var waits = Duration.zero
        for write in writes {
            for _ in 0..<write.bytes.count(where: { $0 == 0x0A }) {
                line += 1
                if write.isTransfer { waits += faults.luaBusy(afterLine: line) ?? .zero }
            }
        }
        return waits
    }

    /// Two questions for the same offset come only if the first arrived damaged; all others wait for its answer.
    private static func expectPauses(between writes: [RecordingConnector.Write]) {
        var questions: [TransportInstant] = []
        for write in writes where write.isTransfer {
            guard write.isQuestion else {
                questions = []
                continue
            }
            if let last = questions.last { #expect(last.duration(to: write.time) >= .milliseconds(80)) }
            questions.append(write.time)
            #expect(questions.count { $0.duration(to: write.time) < .seconds(5) } <= 4)
        }
    }
}

extension RecordingConnector.Write {
    private var text: String { String(decoding: bytes.prefix(14), as: UTF8.self) }

    /// Whether the host asks the board for its offset.
    fileprivate var isQuestion: Bool {
        // The very first orders, which prove that frames are accepted, have numbers of their own.
        if text.dropFirst(3).hasPrefix("100000") { return false }
        return text.hasPrefix("otaflash.w(nil") || text.hasPrefix("--w") || text.hasPrefix("--d")
    }

    /// Whether this belongs to the transfer.
    fileprivate var isTransfer: Bool {
        isQuestion || text.hasPrefix("w\"") || text.hasPrefix("W\"") || (bytes.first ?? 0) >= 128
            || text.hasPrefix("--")
            || text.hasPrefix("otaflash.W(nil") || text.hasPrefix("otaflash.E(nil")
    }
}

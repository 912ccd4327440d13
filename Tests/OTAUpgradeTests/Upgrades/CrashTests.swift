import ESPImage
import LuaREPL
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// A board that crashes during any operation: the crash is reported.
struct CrashTests {
    /// The operations on a board.
    enum Command: String, CaseIterable, Sendable {
        case info, exec, accept, linkTest, upgrade

        func run(on board: SimulatedBoard, image: AppImage) async throws(UpgradeError) {
            if self == .upgrade {
                if let error = await UpgradeBench.upgrade(board, to: image).result.error { throw error }
                return
            }
            try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
                switch self {
                case .info, .upgrade: _ = try await connection.examine()
                case .exec:
                    _ = try await connection.execute(
                        Array("local n=0 for i=1,99 do n=n+i end".utf8),
                        timeout: .seconds(2)
                    )
                case .accept: _ = try await connection.accept()
                case .linkTest:
                    var test = LinkTest()
                    test.size = 1024
                    _ = try await test.run(connection)
                }
            }
        }
    }

    /// Assigning a module's field makes the chip panic.
    private static let panic = "otaupgrade.write=nil"

    /// A paced board that panics so many milliseconds after each start.
    private func board(_ line: FirmwareLine, panicsAfter milliseconds: Int) throws -> (SimulatedBoard, AppImage) {
        var bench = try UpgradeBench(line)
        bench.board.timing = ConsoleTiming()
        // On the IDF 3 line an error in a callback is a panic.
        let panic = line == .idf3 ? "error('boom')" : Self.panic
        bench.board.initLua = Array("tmr.create():alarm(\(milliseconds),tmr.ALARM_SINGLE,function() \(panic) end)".utf8)
        return (try bench.powered(), try bench.image())
    }

    private func message(of command: Command, on board: SimulatedBoard, image: AppImage) async -> String? {
        do throws(UpgradeError) {
            try await command.run(on: board, image: image)
            return nil
        } catch {
            return error.message
        }
    }

    @Test(
        "whenever the board crashes, a failing command reports the panic's line",
        arguments: Command.allCases,
        [FirmwareLine.idf3, .idf4, .console]
    )
    func reported(_ command: Command, _ line: FirmwareLine) async throws {
        let step = command == .linkTest ? 300 : command == .upgrade ? 170 : 70
        let says =
            line == .idf3
            ? "crashed (PANIC: unprotected error in call to Lua API" : "crashed (Guru Meditation Error: Core"
        var (failures, unread) = (0, 0)
        for moment in stride(
            from: step,
            through: (command == .linkTest ? 22 : command == .upgrade ? 20 : 10) * step,
            by: step
        ) {
            let (board, image) = try board(line, panicsAfter: 4000 + moment)
            await board.run(for: .seconds(5))
            let resets = await board.counters.resets
            guard let message = await message(of: command, on: board, image: image) else {
                let crashed = await board.counters.resets > resets
                // A crash during the search for the prompt does no harm.
                #expect(command != .linkTest || !crashed || moment == step, "nothing is said after \(moment) ms")
                continue
            }
            failures += 1
            // A panic while the two sides have different rates cannot be read.
            if command == .linkTest, !message.contains("crashed") {
                unread += 1
                #expect(message.hasPrefix("The board reset ") && !message.contains("POWERON"), "\(message)")
                continue
            }
            #expect(message.contains(says), "after \(moment) ms: \(message)")
        }
        // A command that finishes before the crash has nothing to report.
        #expect(failures > 2 && unread * 4 < failures, "\(failures), \(unread)")
    }

    @Test(arguments: [FirmwareLine.idf4, .idf5, .console])
    func `a chunk that makes the chip panic is reported with its line`(_ line: FirmwareLine) async throws {
        let board = try UpgradeBench(line).powered()
        let error = await #expect(throws: UpgradeError.self) {
            _ = try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
                try await connection.execute(Array(Self.panic.utf8), timeout: .seconds(5))
            }
        }
        #expect(error?.code == .noPrompt)
        #expect(error?.message.hasPrefix("The board crashed (Guru Meditation Error: Core  0 panic'ed (") == true)
        #expect(error?.message.hasSuffix("and restarted while it ran your Lua.") == true)
        #expect(error?.board == .unknown)
    }

    @Test(arguments: FirmwareLine.allCases)
    func `a watchdog that reports in the log is a crash too`(_ line: FirmwareLine) async throws {
        let board = try UpgradeBench(line).powered()
        let error = await #expect(throws: UpgradeError.self) {
            _ = try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
                try await connection.execute(Array("while true do end".utf8), timeout: .seconds(30))
            }
        }
        #expect(error?.message.hasPrefix("The board crashed (Task watchdog got triggered.") == true)
    }

    @Test func `a check that crashes the new firmware is reported with the panic's line`() async throws {
        let bench = try UpgradeBench()
        var options = UpgradeOptions()
        options.check = Array(Self.panic.utf8)
        let result = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image(), options).result
        #expect(result.outcome == .rolledBack)
        #expect(result.error?.code == .checkFailed)
        #expect(result.error?.message.hasPrefix("The board crashed (Guru Meditation Error: ") == true)
        #expect(result.error?.message.hasSuffix(" and restarted while the check ran.") == true)
    }

    @Test(arguments: FirmwareLine.allCases)
    func `new firmware that crashes at its start is reported with the panic's line`(_ line: FirmwareLine) async throws {
        var bench = try UpgradeBench(line)
        try bench.faults("crash-loop")
        let result = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image()).result
        #expect(result.error?.code == .newFirmwareNotRunning)
        #expect(result.error?.message.contains(" It had crashed: ") == true)
    }

    @Test func `a crash that takes the console away is reported with the loss`() async {
        let error = await #expect(throws: UpgradeError.self) {
            _ = try await BoardConnection.withBoard(VanishingBoard()) { connection throws(UpgradeError) in
                try await connection.examine()
            }
        }
        #expect(error?.code == .linkLost)
        #expect(
            error?.message == "The board crashed (abort() was called at PC 0x42015f3c on core 0). The port has gone."
        )
    }
}

/// A board that reports a crash and whose port then disappears.
private actor VanishingBoard: ByteTransport, TransportConnector {
    nonisolated let address = TransportAddress.terminal(path: "/dev/vanishing")
    private var text = Array("\r\nabort() was called at PC 0x42015f3c on core 0\r\n".utf8)
    private(set) var now = TransportInstant(nanoseconds: 0)

    func connect() -> any ByteTransport { self }

    func write(_ bytes: [UInt8], until deadline: TransportInstant) {}

    func read(until deadline: TransportInstant) throws(TransportError) -> [UInt8] {
        now = max(now, deadline)
        guard !text.isEmpty else { throw TransportError(.linkLost, at: address, "The port has gone.") }
        defer { text = [] }
        return text
    }

    func sleep(until deadline: TransportInstant) { now = max(now, deadline) }

    func close() {}
}

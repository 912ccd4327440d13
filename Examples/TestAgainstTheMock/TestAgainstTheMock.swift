import Glibc
import MockBoard

/// Tests a project's own serial code against mock boards with faults, in simulated time.
@main struct TestAgainstTheMock {
    static func main() async throws {
        let healthy = try await board()
        check("reads the heap", try await HeapReader(board: healthy).read() ?? 0 > 10_000)

        // The tenth byte from the host is lost, so the first question arrives damaged.
        let lossy = try await board(faults: "drop-byte@10")
        check("asks again after a lost byte", try await HeapReader(board: lossy).read() != nil)
        check(
            "fails without that second question",
            try await HeapReader(board: board(faults: "drop-byte@10"), attempts: 1).read() == nil
        )

        let deaf = try await board(faults: "deaf")
        let start = await deaf.now
        check("gives up on a deaf board", try await HeapReader(board: deaf).read() == nil)
        let waited = start.duration(to: await deaf.now)
        check(
            "after three simulated seconds, without waiting for any of them",
            (.seconds(3)...(.seconds(4))).contains(waited)
        )

        let other = try await board(.idf4, lua: .lua51)
        check("reads the heap of other firmware", try await HeapReader(board: other).read() != nil)
    }

    /// A board that has started and shows its prompt.
    static func board(
        _ line: FirmwareLine = .idf5,
        lua: LuaRelease = .lua53,
        faults: String = ""
    ) async throws -> SimulatedBoard {
        var configuration = BoardConfiguration(firmware: try AppImageBuilder(version: "1.0.0", size: 0x8000).build())
        configuration.line = line
        configuration.lua = lua
        configuration.faults = try FaultSchedule(parsing: faults)
        let board = try SimulatedBoard(configuration)
        await board.run(for: .seconds(5))
        return board
    }

    static func check(_ claim: String, _ holds: Bool) {
        print(holds ? "ok  " : "FAIL", claim)
        if !holds { exit(1) }
    }
}

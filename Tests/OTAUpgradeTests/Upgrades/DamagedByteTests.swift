import MockBoard
import Testing

@testable import OTAUpgrade

/// One byte of an upgrade's conversation is lost, doubled or damaged, anywhere between the first probe and the transfer.
@Suite struct DamagedByteTests {
    // The last two once left the board between its prompt and raw frames.
    private static let positions = Array(stride(from: 5003, to: 11000, by: 811)) + [8183, 8448]

    @Test(
        "an upgrade survives one damaged byte wherever it falls",
        arguments: ["drop-byte", "double-byte", "flip-bit"],
        FirmwareLine.allCases
    )
    func survives(_ damage: String, _ line: FirmwareLine) async throws {
        for position in Self.positions {
            var bench = try UpgradeBench(line)
            try bench.faults("\(damage)@\(position)")
            let board = try bench.powered()
            let result = await UpgradeBench.upgrade(board, to: try bench.image()).result
            #expect(result.outcome == .upgraded, "\(damage)@\(position): \(result.error.map { "\($0)" } ?? "")")
        }
    }
}

import MockBoard
import Testing

@testable import OTAUpgrade

/// One byte of an upgrade's conversation is lost, doubled or damaged.
@Suite struct DamagedByteTests {
    private static let positions = Array(stride(from: 5003, to: 11000, by: 811))

    @Test(
        "an upgrade survives one damaged byte between the first probe and the transfer",
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

    @Test(
        "an upgrade survives damage to any byte of a critical line",
        arguments: ["otaflash.fe(", "otaupgrade.commence", "otaupgrade.complete", "node.restart", "otaupgrade.accept"],
        [true, false]
    )
    func survives(_ words: String, _ isLost: Bool) async throws {
        for line in [FirmwareLine.idf3, .console] {
            for byte in stride(from: 0, to: 40, by: 3) {
                let bench = try UpgradeBench(line)
                let board = try bench.powered()
                let trouble = TroubledConnector.Trouble.damages(byte: byte, of: "\"\(words)", isLost: isLost)
                let connector = TroubledConnector(board: board, trouble: trouble)
                let result = await UpgradeBench.upgrade(connector, to: try bench.image()).result
                #expect(
                    result.outcome == .upgraded,
                    "\(line) \(words), byte \(byte): \(result.error.map { "\($0)" } ?? "")"
                )
            }
        }
    }
}

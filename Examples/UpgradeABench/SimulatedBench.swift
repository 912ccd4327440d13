import Fleet
import Inventory
import MockBoard

/// Three mock boards in simulated time; the second is unplugged for a second at the 90th line that it receives.
struct SimulatedBench: Sendable {
    let inventory: Inventory
    let image: AppImage
    private let boards: [TransportAddress: SimulatedBoard]

    init() throws {
        let names = ["left", "middle", "right"]
        let tables = names.map { "[[board]]\nname = \"\($0)\"\nport = \"socket://\($0):1\"\n" }
        inventory = try Inventory(toml: tables.joined(), file: "bench.toml")
        image = try AppImage(AppImageBuilder(version: "2.0.0", size: 0x4000, seed: 7).build())

        let old = try AppImageBuilder(version: "1.0.0", size: 0x4000).build()
        var boards: [TransportAddress: SimulatedBoard] = [:]
        for name in names {
            var configuration = BoardConfiguration(firmware: old)
            if name == "middle" { configuration.faults = try FaultSchedule(parsing: "unplug@line:90") }
            boards[.socket(host: name, port: 1)] = try SimulatedBoard(configuration)
        }
        self.boards = boards
    }

    func find(_ place: Inventory.Place) async throws(UpgradeError) -> any TransportConnector {
        guard case .address(let address) = place, let board = boards[address] else { throw .notFound("\(place)") }
        return board
    }

    /// Lets time pass on all boards instead of on the host.
    func pause(_ duration: Duration) async {
        for board in boards.values { await board.run(for: duration) }
    }
}

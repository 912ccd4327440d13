import ESPImage
import Fleet
import MockBoard
import OTAUpgrade
import Synchronization
import TransportCore

/// Boards in this process, in simulated time, and an image for them.
struct SimulatedFleet {
    let boards: [SimulatedBoard]
    let image: AppImage

    /// Makes boards that run version 1.0.0; a board without an entry in `faults` has no faults.
    init(_ count: Int, faults: [Int: String] = [:], timing: ConsoleTiming = .instant) throws {
        let firmware = try AppImageBuilder(version: "1.0.0", size: 0x4000).build()
        image = try AppImage(AppImageBuilder(version: "2.0.0", size: 0x4000, seed: 7).build())
        boards = try (0..<count).map { index in
            var configuration = BoardConfiguration(firmware: firmware)
            configuration.timing = timing
            (configuration.bootloaderRollsBack, configuration.applicationRollsBack) = (true, true)
            if let text = faults[index] { configuration.faults = try FaultSchedule(parsing: text) }
            return try SimulatedBoard(configuration)
        }
    }

    /// The jobs, named `esp0`, `esp1` and so on.
    func jobs(_ change: (inout BoardJob) -> Void = { _ in }) -> [BoardJob] {
        boards.enumerated().map { index, board in
            var job = BoardJob(name: "esp\(index)", connector: board)
            change(&job)
            return job
        }
    }

    /// The versions that run now; `nil` if no prompt answers.
    var versions: [String?] {
        get async {
            var versions: [String?] = []
            for board in boards {
                await board.heal()
                await board.run(for: .seconds(10))
                let report = try? await BoardConnection.withBoard(board) { board throws(UpgradeError) in
                    try await board.examine()
                }
                versions.append(report?.status?.runningSlot?.description?.version)
            }
            return versions
        }
    }
}

/// Collects the events of a run.
final class BoardEvents: Sendable {
    private let events = Mutex<[BoardEvent]>([])

    func add(_ event: BoardEvent) {
        events.withLock { $0.append(event) }
    }

    var all: [BoardEvent] {
        events.withLock { $0 }
    }

    /// The phases that a board's sessions reported, in order.
    func phases(of board: String) -> [UpgradePhase] {
        all.filter { $0.board == board }.compactMap { event in
            if case .session(.phaseStarted(let phase, _)) = event.kind { phase } else { nil }
        }
    }
}

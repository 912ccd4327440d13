import FoundationEssentials
import Glibc
import MockBoard
import OTAUpgrade

/// Upgrades one board and shows its progress: `UpgradeOneBoard [PORT IMAGE]`.
///
/// Without arguments, the board is a mock board in this process, and all time is simulated.
@main struct UpgradeOneBoard {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let port = arguments.first, let file = arguments.last, arguments.count == 2 else {
            let old = try AppImageBuilder(version: "1.0.0", size: 0x8000).build()
            let new = try AppImage(AppImageBuilder(version: "2.0.0", size: 0x8000, seed: 7).build())
            return await upgrade(try SimulatedBoard(BoardConfiguration(firmware: old)), to: new)
        }
        let image = try AppImage(Array(Data(contentsOf: URL(filePath: file))))
        await upgrade(SerialPortConnector(path: port), to: image)
    }

    static func upgrade(_ board: any TransportConnector, to image: AppImage) async {
        let upgrade = UpgradeSession(connector: board, image: image).start()
        var quarter = 0
        for await event in upgrade.events {
            switch event {
            case .phaseStarted(let phase, _):
                print(phase.rawValue)
            case .identified(let identity, let status):
                print("  \(identity.chipModel ?? "a chip") that runs \(status.running)")
            case .planned(let plan):
                print("  \(plan.from) \(plan.runningVersion ?? "?") → \(plan.to) \(plan.imageVersion ?? "?")")
            case .progress(let progress) where progress.bytes * 4 / progress.total > quarter:
                quarter = progress.bytes * 4 / progress.total
                print("  \(progress.bytes) of \(progress.total) bytes")
            case .warning(let warning):
                print("  warning: \(warning)")
            case .progress, .restartingFirst, .portReturned:
                break
            }
        }

        let result = await upgrade.outcome
        if let error = result.error {
            print("\(error.code.rawValue): \(error.message) \(error.nextStep)")
            exit(1)
        }
        let version = result.after?.runningSlot?.description?.version ?? "?"
        print("\(result.outcome.rawValue): \(result.after?.running ?? "?") runs \(version), as the board reports")
    }
}

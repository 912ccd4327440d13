import DeviceDiscovery
import Fleet
import FoundationEssentials
import Glibc
import Inventory

/// Upgrades the boards of an inventory, one of them first: `UpgradeABench [INVENTORY IMAGE]`.
///
/// Without arguments, the bench is simulated, and one of its boards is unplugged during its upgrade.
@main struct UpgradeABench {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let file = arguments.first, let image = arguments.last, arguments.count == 2 else {
            let bench = try SimulatedBench()
            return await upgrade(bench.inventory, to: bench.image, find: bench.find, pause: bench.pause)
        }
        let toml = try String(decoding: Data(contentsOf: URL(filePath: file)), as: UTF8.self)
        let bytes = try Array(Data(contentsOf: URL(filePath: image)))
        await upgrade(try Inventory(toml: toml, file: file), to: try AppImage(bytes), find: find) {
            try await Task.sleep(for: $0)
        }
    }

    static func upgrade(
        _ inventory: Inventory,
        to image: AppImage,
        find: @escaping @Sendable (Inventory.Place) async throws(UpgradeError) -> any TransportConnector,
        pause: @escaping @Sendable (Duration) async throws -> Void
    ) async {
        let jobs = inventory.boards.map { board in
            var job = BoardJob(name: board.name) { () async throws(UpgradeError) in
                guard let place = try? inventory.place(ofBoard: board.name) else { throw .notFound(board.name) }
                return try await find(place)
            }
            job.recovery.retries = 2
            job.recovery.powerHook = board.powerHook.map { PowerHook($0) }
            return job
        }
        var policy = FleetPolicy(jobs: 8)
        policy.canaries = 1

        let upgrade = FleetUpgrade(jobs, image: image, policy: policy, pause: pause).start()
        for await event in upgrade.events {
            switch event.kind {
            case .attemptStarted(after: let action?): print("\(event.board): retrying after \(action.rawValue)")
            case .finished(let outcome): print("\(event.board): \(outcome.status), attempts: \(event.attempt)")
            default: break
            }
        }

        let report = await upgrade.outcome
        for board in report.unproven { print("\(board.board): \(board.error?.message ?? "not changed")") }
        print("\(report.boards.count - report.unproven.count) of \(report.boards.count) boards run the image, proven")
        exit(report.isProven ? 0 : 1)
    }
}

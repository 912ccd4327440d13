import ESPImage
import LuaREPL
import MockBoard
import OTAUpgrade
import TransportCore
import TransportTrace

/// Carries out a scenario in virtual time and observes the outcome.
struct ScenarioRun {
    let scenario: Scenario
    let board: SimulatedBoard
    private let tracesWire: Bool
    private let records = TraceLog()

    init(_ scenario: Scenario, tracesWire: Bool = false) throws {
        self.scenario = scenario
        self.tracesWire = tracesWire
        var configuration = scenario.board
        configuration.faults = scenario.faults
        board = try SimulatedBoard(configuration)
    }

    /// How far the upgrade gets without faults.
    static func extent(of scenario: Scenario) async throws -> Extent {
        let run = try ScenarioRun(scenario)
        let host = HostConnector(board: run.board, fault: nil)
        _ = await run.upgrade(over: host, to: scenario.image, scenario.options) { _ in }
        await run.board.run(for: .seconds(5))
        let counters = await run.board.counters
        return Extent(
            bytes: counters.bytesReceived,
            lines: counters.linesReceived,
            calls: counters.writeCalls,
            operations: await run.board.flashOperations,
            writes: host.writes
        )
    }

    /// Upgrades, observes, and upgrades again without faults.
    func observe() async throws -> Observation {
        let host = HostConnector(board: board, fault: scenario.hostFault)
        let clock = PhaseClock()
        let result = await upgrade(over: host, to: scenario.image, scenario.options) { clock.take($0, at: host.now) }
        let phases = clock.times(endingAt: host.now)
        let running = await board.running
        let counters = await board.counters
        let hostBaud = await board.hostBaud
        let consoleIsUsableAtOnce = await board.consoleIsUsable
        let starts = await board.nextStarts(2)
        let (states, bootSlot) = await slotRecords
        await board.run(for: Self.pause)
        let runningLater = await board.running
        var observation = Observation(
            result: result,
            hostDied: host.isDead,
            hasLostLink: host.hasLostLink,
            phases: phases,
            update: await board.update,
            hasRestartedSince: counters.resets != counters.resetsAtLastInfo,
            running: running,
            runningLater: runningLater,
            nextStarts: starts,
            slots: await slots,
            runningState: (running ?? runningLater).flatMap { states[$0] },
            bootSlot: bootSlot,
            states: states,
            consoleIsUsable: host.isDead || host.hasLostLink ? await board.consoleIsUsable : await board.promptIsUsable,
            consoleIsUsableAtOnce: consoleIsUsableAtOnce,
            hostBaud: hostBaud,
            openConnections: host.isDead ? 0 : host.openConnections
        )
        observation.recovery = try await recover()
        return observation
    }

    /// How long a board is left alone: longer than its own watchdogs and its start take.
    private static let pause = Duration.seconds(60)

    /// The next upgrade; `nil` if no firmware runs that could do it.
    private func recover() async throws -> UpgradeResult? {
        await board.heal()
        guard await board.running != nil else { return nil }
        if await isOnTrial {
            await board.cyclePower()
            await board.run(for: Self.pause)
            guard await board.running != nil else { return nil }
        }
        let image = try AppImage(
            AppImageBuilder(chip: scenario.chip, version: "9.0.0", size: 0x1000, seed: 9).build()
        )
        var options = UpgradeOptions()
        options.isForced = true
        let host = HostConnector(board: board, fault: nil)
        return await upgrade(over: host, to: image, options) { _ in }
    }

    /// An upgrade whose token is derived from the scenario's seed.
    func upgrade(
        over host: HostConnector,
        to image: AppImage,
        _ options: UpgradeOptions,
        _ report: @escaping @Sendable (UpgradeEvent) -> Void
    ) async -> UpgradeResult {
        let records = records
        let connector: any TransportConnector = tracesWire ? TracingConnector(host) { records.add($0) } : host
        let session = UpgradeSession(connector: connector, image: image, options: options, report: report)
        let token = token
        return await host.run { await session.run(token: token) }
    }

    /// The traffic on the wire, including what came after the upgrade.
    var trace: Trace? {
        tracesWire ? Trace(header: TraceHeader(token: token.digits), records: records.all) : nil
    }

    private var token: DialogueToken {
        var generator = SplitMix64(seed: scenario.faults.seed)
        return DialogueToken(using: &generator)
    }

    // MARK: Observations

    private var isOnTrial: Bool {
        get async {
            guard scenario.board.applicationRollsBack, let running = await board.running else { return false }
            return await slotRecords.states[running] == .pendingVerify
        }
    }

    private var slotRecords: (states: [String: OTAImageState], boot: String?) {
        get async {
            guard let data = await board.otaData else { return ([:], nil) }
            let table = scenario.board.partitions
            let count = table.contiguousOTASlotCount
            var states: [String: OTAImageState] = [:]
            for (number, slot) in table.otaSlots.enumerated() {
                states[slot.name] = data.state(ofSlot: number, of: count)
            }
            let boot = data.slot(of: count).flatMap { number in
                table.otaSlots.indices.contains(number) ? table.otaSlots[number].name : nil
            }
            return (states, boot)
        }
    }

    private var slots: [String: SlotContent] {
        get async {
            var slots: [String: SlotContent] = [:]
            for partition in scenario.board.partitions.partitions where partition.type == .app {
                let content = await board.content(of: partition)
                let isNew = content.starts(with: scenario.image.bytes)
                let isOld = content.starts(with: scenario.oldImage)
                slots[partition.name] = isNew ? .new : isOld ? .old : .other
            }
            return slots
        }
    }
}

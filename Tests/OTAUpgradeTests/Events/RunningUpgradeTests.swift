import ESPImage
import LuaREPL
import MockBoard
import OTAUpgrade
import Testing
import TransportCore

/// Runs in tasks of their own: what their readers receive, and how the runs end.
struct RunningUpgradeTests {
    /// Waits until its task is cancelled.
    private static func waitForCancellation() async {
        let never = AsyncStream<Void> { _ in }
        for await _ in never {}
    }

    private static func collect<Event: Sendable>(_ events: AsyncStream<Event>) async -> [Event] {
        var all: [Event] = []
        for await event in events { all.append(event) }
        return all
    }

    @Test func aLateReaderMissesNoEvent() async {
        let run = RunningUpgrade<Int, String> { report in
            for number in 0..<10_000 { report(number) }
            return "done"
        }
        #expect(await run.outcome == "done")
        #expect(await Self.collect(run.events) == Array(0..<10_000))
        #expect(await run.outcome == "done", "the outcome stays")
    }

    @Test func aReaderThatStopsDoesNotDelayTheRun() async {
        let (signal, goOn) = AsyncStream<Void>.makeStream()
        let run = RunningUpgrade<Int, Bool> { report in
            report(0)
            for await _ in signal {}
            for number in 1..<10_000 { report(number) }
            return true
        }
        for await _ in run.events { break }
        goOn.finish()
        #expect(await run.outcome)
    }

    @Test func eventsArriveDuringTheRun() async {
        let (signal, goOn) = AsyncStream<Void>.makeStream()
        let run = RunningUpgrade<Int, Void> { report in
            report(1)
            for await _ in signal {}
            report(2)
        }
        var seen: [Int] = []
        for await event in run.events {
            seen.append(event)
            // Without this the run would never end, and neither would the stream.
            goOn.finish()
        }
        #expect(seen == [1, 2])
    }

    @Test func cancellingTheRunEndsItAndItsEvents() async {
        let run = RunningUpgrade<Int, Bool> { report in
            report(1)
            await Self.waitForCancellation()
            report(2)
            return Task.isCancelled
        }
        run.cancel()
        #expect(await Self.collect(run.events) == [1, 2], "the last words are heard")
        #expect(await run.outcome)
    }

    @Test func cancellingTheWaitForTheOutcomeCancelsTheRun() async {
        let run = RunningUpgrade<Int, Bool> { _ in
            await Self.waitForCancellation()
            return Task.isCancelled
        }
        let waiting = Task { await run.outcome }
        waiting.cancel()
        #expect(await waiting.value)
    }

    @Test func theStreamAndTheClosureGetTheSameEvents() async throws {
        let bench = try UpgradeBench()
        let log = EventLog()
        let session = UpgradeSession(connector: try bench.powered(), image: try bench.image()) { log.add($0) }
        let upgrade = session.start()
        let events = await Self.collect(upgrade.events)
        #expect(await upgrade.outcome.outcome == .upgraded)
        #expect(events == log.all)
        let phases: [UpgradePhase] = events.compactMap { event in
            if case .phaseStarted(let phase, _) = event { phase } else { nil }
        }
        #expect(
            phases == [.connect, .identify, .plan, .commence, .write, .complete, .reboot, .verify, .accept]
        )
        guard case .phaseStarted(.connect, _) = events.first, case .phaseStarted(.accept, _) = events.last else {
            Issue.record("the events are not whole")
            return
        }
    }

    @Test(.timeLimit(.minutes(5))) func aCancelledUpgradeEndsAsInterruptedAndClosesThePort() async throws {
        let bench = try UpgradeBench()
        let board = try bench.powered()
        let session = UpgradeSession(
            connector: board,
            image: try bench.image(),
            mayProceed: {
                await Self.waitForCancellation()
                return true
            }
        )
        let upgrade = session.start()
        for await event in upgrade.events {
            if case .phaseStarted(.write, _) = event { upgrade.cancel() }
        }
        let result = await upgrade.outcome
        #expect(result.error?.code == .interrupted)
        #expect(result.error?.board?.running?.slot == "ota_0")
        await board.run(for: .seconds(60))
        #expect(await board.promptIsUsable)
        #expect(await board.running == "ota_0")
    }
}

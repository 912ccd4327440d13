import ESPImage
import Fleet
import MockBoard
import OTAUpgrade
import Testing
import TransportCore

/// The events of boards as a stream.
struct RunningFleetTests {
    @Test func oneBoardReportsItsAttemptsAsAStream() async throws {
        let fleet = try SimulatedFleet(1, faults: [0: "unplug@line:40"])
        let log = BoardEvents()
        let job = fleet.jobs { $0.recovery.retries = 1 }[0]
        let upgrade = BoardUpgrade(
            job,
            image: fleet.image,
            report: { log.add($0) },
            pause: { await fleet.boards[0].run(for: $0) }
        ).start()
        let events = BoardEvents()
        for await event in upgrade.events { events.add(event) }
        let outcome = await upgrade.outcome
        #expect(outcome.status == .upgraded)
        #expect(events.all.map(\.attempt).max() == 2)
        #expect(events.phases(of: "esp0") == log.phases(of: "esp0"))
        #expect(events.all.count == log.all.count)
        guard case .finished(let told) = events.all.last?.kind else {
            Issue.record("the end is not reported")
            return
        }
        #expect(told.attempts.count == 2)
    }

    @Test func manyBoardsShareOneStreamWithEachBoardsEventsInOrder() async throws {
        let fleet = try SimulatedFleet(4)
        let upgrade = FleetUpgrade(fleet.jobs(), image: fleet.image, policy: FleetPolicy(jobs: 4)).start()
        #expect(await upgrade.outcome.isProven)
        // The reader starts when everything has finished.
        let events = BoardEvents()
        for await event in upgrade.events { events.add(event) }
        for index in 0..<4 {
            let kinds = events.all.filter { $0.board == "esp\(index)" }.map(\.kind)
            guard case .attemptStarted(after: nil) = kinds.first, case .finished = kinds.last else {
                Issue.record("the events of esp\(index) are not framed")
                return
            }
            #expect(
                events.phases(of: "esp\(index)") == [
                    .connect, .identify, .plan, .commence, .write, .complete, .reboot, .verify, .accept,
                ]
            )
        }
    }

    @Test func aCancelledRunStartsNoOtherBoard() async throws {
        let fleet = try SimulatedFleet(3)
        var jobs = fleet.jobs()
        let board = fleet.boards[0]
        jobs[0].find = { () async throws(UpgradeError) in
            // The run is cancelled while the first board is looked for.
            let never = AsyncStream<Void> { _ in }
            for await _ in never {}
            return board
        }
        let upgrade = FleetUpgrade(jobs, image: fleet.image, policy: FleetPolicy(jobs: 1)).start()
        upgrade.cancel()
        let report = await upgrade.outcome
        #expect(report.boards.map(\.status) == [.cancelled, .skipped(.interrupted), .skipped(.interrupted)])
        #expect(await fleet.versions == Array(repeating: "1.0.0", count: 3))
    }
}

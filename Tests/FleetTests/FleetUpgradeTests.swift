import ESPImage
import Fleet
import LuaREPL
import MockBoard
import OTAUpgrade
import Testing
import TransportCore

/// Many simulated boards at once.
struct FleetUpgradeTests {
    private func upgrade(_ fleet: SimulatedFleet, _ policy: FleetPolicy, _ events: BoardEvents = BoardEvents()) async
        -> FleetReport
    {
        await FleetUpgrade(fleet.jobs(), image: fleet.image, policy: policy, report: { events.add($0) }).run()
    }

    @Test func eachBoardRunsTheImageProven() async throws {
        let fleet = try SimulatedFleet(8)
        let events = BoardEvents()
        let report = await upgrade(fleet, FleetPolicy(jobs: 8), events)
        #expect(report.isProven)
        #expect(report.boards.map(\.board) == (0..<8).map { "esp\($0)" })
        #expect(await fleet.versions == Array(repeating: "2.0.0", count: 8))
        let again = await upgrade(fleet, FleetPolicy(jobs: 8))
        #expect(again.boards.map(\.status) == Array(repeating: .unchanged, count: 8))
        for board in report.boards.map(\.board) {
            let kinds = events.all.filter { $0.board == board }.map(\.kind)
            guard case .attemptStarted(after: nil) = kinds.first, case .finished = kinds.last else {
                Issue.record("the events of \(board) are not framed")
                return
            }
        }
    }

    /// In the boards' simulated time, which is that of real boards.
    @Test func noBoardTakesLongerInAFleetThanAlone() async throws {
        let token = try #require(DialogueToken("3fa9c1"))
        var durations: [[Duration?]] = []
        for count in [1, 3] {
            let fleet = try SimulatedFleet(count, timing: ConsoleTiming())
            let jobs = fleet.jobs { $0.token = token }
            let report = await FleetUpgrade(jobs, image: fleet.image, policy: FleetPolicy(jobs: count)).run()
            #expect(report.isProven)
            durations.append(report.boards.map { $0.result?.total })
        }
        let alone = try #require(durations[0][0])
        #expect(alone > .seconds(1))
        #expect(durations[1] == Array(repeating: alone, count: 3))
    }

    @Test func failingBoardsDoNotAffectTheOthers() async throws {
        let fleet = try SimulatedFleet(6, faults: [1: "deaf", 3: "set-boot-fails", 4: "unplug@line:40"])
        let report = await upgrade(fleet, FleetPolicy(jobs: 6))
        #expect(report.unproven.map(\.board) == ["esp1", "esp3", "esp4"])
        #expect(report.unproven.map(\.error?.code) == [.noPrompt, .bootSlotNotSwitched, .linkLost])
        let versions = await fleet.versions
        #expect([0, 2, 5].allSatisfy { versions[$0] == "2.0.0" })
    }

    @Test func aCanaryThatFailsSparesTheOthers() async throws {
        let fleet = try SimulatedFleet(4, faults: [0: "set-boot-fails"])
        var policy = FleetPolicy(jobs: 4)
        policy.canaries = 1
        let report = await upgrade(fleet, policy)
        #expect(report.boards.map(\.status).dropFirst() == Array(repeating: .skipped(.canaryFailed), count: 3)[...])
        #expect(await fleet.versions == Array(repeating: "1.0.0", count: 4))
    }

    @Test func aDryRunOfACanaryIsNoFailure() async throws {
        let fleet = try SimulatedFleet(3)
        var policy = FleetPolicy(jobs: 3)
        (policy.canaries, policy.failureLimit) = (1, 1)
        let jobs = fleet.jobs { $0.options.isDryRun = true }
        let report = await FleetUpgrade(jobs, image: fleet.image, policy: policy).run()
        #expect(report.boards.map(\.status) == [.planned, .planned, .planned])
    }

    @Test func aSingleBoardThatIsHeldBackReportsIt() async throws {
        let fleet = try SimulatedFleet(1)
        let outcome = await BoardUpgrade(fleet.jobs()[0], image: fleet.image, mayProceed: { false }).run()
        #expect(outcome.status == .skipped(.heldBack))
        #expect(await fleet.versions == ["1.0.0"])
    }

    @Test func inTwoPhasesAllBoardsGetTheImageBeforeOneRestarts() async throws {
        let fleet = try SimulatedFleet(5)
        let events = BoardEvents()
        var policy = FleetPolicy(jobs: 2)
        policy.isTwoPhase = true
        let report = await upgrade(fleet, policy, events)
        #expect(report.isProven)
        let phases: [UpgradePhase] = events.all.compactMap { event in
            if case .session(.phaseStarted(let phase, _)) = event.kind { phase } else { nil }
        }
        let lastWrite = try #require(phases.lastIndex(of: .write))
        let firstSwitch = try #require(phases.firstIndex(of: .complete))
        #expect(lastWrite < firstSwitch)
    }

    @Test func inTwoPhasesOneFailureKeepsTheOldFirmwareOnAllBoards() async throws {
        let fleet = try SimulatedFleet(4, faults: [2: "unplug@line:40"])
        var policy = FleetPolicy(jobs: 4)
        policy.isTwoPhase = true
        let report = await upgrade(fleet, policy)
        #expect(report.boards[2].error?.code == .linkLost)
        for index in [0, 1, 3] { #expect(report.boards[index].status == .skipped(.tooManyFailures)) }
        let versions = await fleet.versions
        #expect([0, 1, 3].allSatisfy { versions[$0] == "1.0.0" })
        // `versions` has let enough time pass for the plug to come back.
        let again = await upgrade(fleet, policy).isProven
        #expect(again, "boards that were held back are upgraded the next time")
    }

    @Test func aBoardThatMissesItsDeadlineWhileItWaitsReportsIt() async throws {
        let fleet = try SimulatedFleet(2)
        // The first board's deadline passes when it holds the image; the second never starts.
        let (timer, isUp) = AsyncStream<Void>.makeStream()
        var policy = FleetPolicy(jobs: 1)
        policy.isTwoPhase = true
        let jobs = fleet.jobs { job in
            if job.name == "esp0" { job.recovery.deadline = .seconds(60) }
        }
        let report = await FleetUpgrade(
            jobs,
            image: fleet.image,
            policy: policy,
            report: { event in
                guard event.board == "esp1", case .session(.phaseStarted(.write, _)) = event.kind else { return }
                isUp.finish()
            },
            pause: { _ in
                for await _ in timer {}
                try Task.checkCancellation()
            }
        ).run()
        #expect(report.boards[0].error?.code == .deadlineExceeded)
        #expect(report.boards[1].status == .skipped(.tooManyFailures))
    }

    @Test func aCancelledRunShutsDownCleanly() async throws {
        let fleet = try SimulatedFleet(3)
        let events = BoardEvents()
        // The run is cancelled when the first board's transfer starts.
        let (signal, begun) = AsyncStream<Void>.makeStream()
        let run = Task {
            await FleetUpgrade(
                fleet.jobs(),
                image: fleet.image,
                policy: FleetPolicy(jobs: 1),
                report: { event in
                    events.add(event)
                    guard case .session(.phaseStarted(.write, _)) = event.kind else { return }
                    withUnsafeCurrentTask { $0?.cancel() }
                    begun.finish()
                }
            ).run()
        }
        for await _ in signal {}
        run.cancel()
        let report = await run.value
        #expect(report.boards.map(\.status) == [.cancelled, .skipped(.interrupted), .skipped(.interrupted)])
        #expect(await fleet.versions == Array(repeating: "1.0.0", count: 3))
    }
}

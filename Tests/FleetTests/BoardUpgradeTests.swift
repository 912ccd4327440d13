import ESPDevice
import ESPImage
import FoundationEssentials
import MockBoard
import OTAUpgrade
import Synchronization
import Testing
import TransportCore

@testable import Fleet

/// One board that fails, is recovered, and is retried.
struct BoardUpgradeTests {
    private func upgrade(
        _ fleet: SimulatedFleet,
        _ events: BoardEvents = BoardEvents(),
        pause: @escaping @Sendable (Duration) async throws -> Void = { _ in },
        _ change: (inout RecoveryPolicy) -> Void
    ) async throws -> BoardOutcome {
        let job = fleet.jobs { change(&$0.recovery) }[0]
        return await BoardUpgrade(job, image: fleet.image, report: { events.add($0) }, pause: pause).run()
    }

    private func recoveries(_ events: BoardEvents) -> [RecoveryAction?] {
        events.all.compactMap { event in
            if case .attemptStarted(let recovery) = event.kind { .some(recovery) } else { nil }
        }
    }

    @Test func aTransientFailureIsRetried() async throws {
        let fleet = try SimulatedFleet(1, faults: [0: "unplug@line:40"])
        let events = BoardEvents()
        // The plug comes back after a while in the board's simulated time.
        let outcome = try await upgrade(fleet, events, pause: { await fleet.boards[0].run(for: $0) }) { $0.retries = 3 }
        let (status, isFlaky) = (outcome.status, outcome.isFlaky)
        #expect(status == .upgraded)
        #expect(isFlaky)
        #expect(outcome.attempts.map { $0.error?.code } == [.linkLost, nil])
        #expect(recoveries(events) == [nil, .resynchronise])
        #expect(await fleet.versions == ["2.0.0"])
    }

    @Test func `an adapter is blamed if its board starts at two openings in a row`() async throws {
        let fleet = try SimulatedFleet(1, faults: [0: "reset@line:40"])
        let job = fleet.jobs {
            $0.find = { ResettingConnector(board: fleet.boards[0]) }
            $0.recovery.retries = 3
        }[0]
        let outcome = await BoardUpgrade(job, image: fleet.image, pause: { _ in }).run()
        #expect(outcome.attempts.map { $0.result?.wasStarting } == [true, true])
        #expect(outcome.attempts.map { $0.result?.warnings.contains(.resetOnOpen) } == [false, true])
    }

    @Test func `an adapter is blamed at once if the profile says so`() async throws {
        for openingResets in [false, true] {
            let fleet = try SimulatedFleet(1)
            let job = fleet.jobs { $0.options.openingResets = openingResets }[0]
            let outcome = await BoardUpgrade(job, image: fleet.image).run()
            #expect(outcome.attempts.map { $0.result?.warnings.contains(.resetOnOpen) } == [openingResets])
        }
    }

    @Test func withoutRetriesATransientFailureIsFinal() async throws {
        let outcome = try await upgrade(try SimulatedFleet(1, faults: [0: "unplug@line:40"])) { _ in }
        #expect(outcome.status == .failed)
        #expect(outcome.attempts.count == 1)
    }

    @Test func aPermanentFailureIsNotRetried() async throws {
        let outcome = try await upgrade(try SimulatedFleet(1, faults: [0: "set-boot-fails"])) { $0.retries = 3 }
        #expect(outcome.attempts.map { $0.error?.code } == [.bootSlotNotSwitched])
    }

    @Test func aBoardThatNeverAnswersGetsEveryRecoveryActionInTurn() async throws {
        let fleet = try SimulatedFleet(1, faults: [0: "deaf"])
        let events = BoardEvents()
        let log = FileManager.default.temporaryDirectory.appending(path: "hook-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: log) }
        let outcome = try await upgrade(fleet, events) { policy in
            policy.retries = 4
            // The hook's own arguments come first.
            policy.powerHook = PowerHook("sh -c 'echo $1 $2 >>\(log); exit 1' hook")
        }
        #expect(try String(contentsOfFile: log, encoding: .utf8) == "cycle esp0\n")
        #expect(outcome.status == .failed)
        #expect(recoveries(events) == [nil, .resynchronise, .reopen, .restart, .powerCycle])
        let failed: [RecoveryAction] = events.all.compactMap { event in
            if case .recoveryFailed(let action, _) = event.kind { action } else { nil }
        }
        #expect(failed == [.restart, .powerCycle])
    }

    @Test func theDeadlineEndsTheAttempts() async throws {
        let fleet = try SimulatedFleet(1)
        // The time is up when the transfer starts, and the transfer waits for that.
        let (timer, isUp) = AsyncStream<Void>.makeStream()
        let job = fleet.jobs { $0.recovery.deadline = .seconds(60) }[0]
        let upgrade = BoardUpgrade(
            job,
            image: fleet.image,
            mayProceed: {
                isUp.finish()
                // Returns when it is cancelled.
                let never = AsyncStream<Void> { _ in }
                for await _ in never {}
                return false
            },
            pause: { limit in
                #expect(limit == .seconds(60))
                for await _ in timer {}
                try Task.checkCancellation()
            }
        )
        let outcome = await upgrade.run()
        #expect(outcome.status == .failed)
        #expect(outcome.error?.code == .deadlineExceeded)
        #expect(outcome.error?.message.contains("60 s") == true)
        #expect(await fleet.versions == ["1.0.0"])
    }

    @Test func aRunCancelledDuringRecoveryIsInterrupted() async throws {
        let fleet = try SimulatedFleet(1, faults: [0: "deaf"])
        let job = fleet.jobs { job in
            job.recovery.retries = 3
            job.recovery.powerHook = PowerHook("true")
        }[0]
        let run = BoardUpgrade(
            job,
            image: fleet.image,
            report: { event in
                guard case .attemptStarted(after: .reopen) = event.kind else { return }
                withUnsafeCurrentTask { $0?.cancel() }
            }
        )
        let outcome = await Task { await run.run() }.value
        #expect(outcome.status == .cancelled)
        #expect(outcome.attempts.map { $0.error?.code } == [.noPrompt, .noPrompt, .interrupted])
    }

    @Test func aBoardOnTrialThatIsNotTheExpectedOneIsRefused() async throws {
        let fleet = try SimulatedFleet(1)
        var options = UpgradeOptions()
        options.accepts = false
        _ = await UpgradeSession(connector: fleet.boards[0], image: fleet.image, options: options).run()
        options.accepts = true
        options.expectedChip = .esp32s3
        let result = await UpgradeSession(connector: fleet.boards[0], image: fleet.image, options: options).run()
        #expect(result.error?.code == .wrongChip)
        #expect(result.after?.runningSlot?.state == .pendingVerify, "nothing was accepted")
    }

    @Test func aBoardThatFinishesInTimeDoesNotWaitForItsDeadline() async throws {
        let outcome = try await upgrade(
            try SimulatedFleet(1),
            pause: { _ in
                let never = AsyncStream<Void> { _ in }
                for await _ in never {}
                try Task.checkCancellation()
            }
        ) { $0.deadline = .seconds(3600) }
        #expect(outcome.status == .upgraded)
    }

    @Test func firmwareThatAnEarlierRunLeftOnTrialIsCheckedAndAccepted() async throws {
        let fleet = try SimulatedFleet(1)
        var options = UpgradeOptions()
        options.accepts = false
        let left = await UpgradeSession(connector: fleet.boards[0], image: fleet.image, options: options).run()
        #expect(left.after?.runningSlot?.state == .pendingVerify)
        let events = BoardEvents()
        let outcome = try await upgrade(fleet, events) { _ in }
        #expect(outcome.status == .upgraded)
        #expect(outcome.result?.after?.runningSlot?.state == .valid)
        #expect(!events.phases(of: "esp0").contains(.commence), "the image is not sent again")
    }

    @Test func `a restart between attempts leaves firmware on trial, with a warning`() async throws {
        let fleet = try SimulatedFleet(1)
        var options = UpgradeOptions()
        options.accepts = false
        let left = await UpgradeSession(connector: fleet.boards[0], image: fleet.image, options: options).run()
        let events = BoardEvents()
        let upgrade = BoardUpgrade(fleet.jobs()[0], image: fleet.image, report: { events.add($0) })
        var connector: (any TransportConnector)? = fleet.boards[0]
        // The connection was lost before the firmware could be accepted.
        let lost = UpgradeError(.linkLost, "It broke.", nextStep: "Again.", phase: .accept)
        let last = UpgradeAttempt(result: left, error: lost)
        await upgrade.recover(by: .restart, after: last, &connector, 4)
        let said: [String] = events.all.compactMap { event in
            switch event.kind {
            case .session(.warning(let warning)): warning.description
            case .recoveryFailed(.restart, let reason): reason
            default: nil
            }
        }
        #expect(
            said == [
                "\(UpgradeWarning.trialMayEnd(slot: "ota_1"))",
                "ota_1 (2.0.0) runs on trial and was not accepted: a reset would give it up and start ota_0 (1.0.0).",
            ]
        )
        #expect(await fleet.versions == ["2.0.0"])
    }

    @Test(arguments: [UpgradePhase.connect, .commence, .write, .complete])
    func `no trial can end before the new firmware was started`(_ phase: UpgradePhase) async throws {
        let fleet = try SimulatedFleet(1)
        let done = await UpgradeSession(connector: fleet.boards[0], image: fleet.image).run()
        let events = BoardEvents()
        let upgrade = BoardUpgrade(fleet.jobs()[0], image: fleet.image, report: { events.add($0) })
        var connector: (any TransportConnector)?
        let lost = UpgradeError(.linkLost, "It broke.", nextStep: "Again.", phase: phase)
        await upgrade.recover(by: .powerCycle, after: UpgradeAttempt(result: done, error: lost), &connector, 4)
        #expect(events.all.isEmpty)
    }

    @Test func firmwareOnTrialThatFailsItsCheckIsRolledBack() async throws {
        let fleet = try SimulatedFleet(1)
        var options = UpgradeOptions()
        options.accepts = false
        _ = await UpgradeSession(connector: fleet.boards[0], image: fleet.image, options: options).run()
        options.accepts = true
        options.check = Array("false".utf8)
        let result = await UpgradeSession(connector: fleet.boards[0], image: fleet.image, options: options).run()
        #expect(result.outcome == .rolledBack)
        #expect(await fleet.versions == ["1.0.0"])
    }
}

/// A port whose adapter resets the board each time it is opened.
private struct ResettingConnector: TransportConnector {
    let board: SimulatedBoard

    var address: TransportAddress { board.address }

    func connect() async throws(TransportError) -> any ByteTransport {
        let transport = try await board.connect()
        await board.reset(.powerOn)
        return transport
    }
}

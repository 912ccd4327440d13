import Fleet
import Testing

/// Which board starts, proceeds and is skipped.
struct FleetScheduleTests {
    private typealias Step = FleetSchedule.Step

    private func schedule(_ boards: Int, jobs: Int, _ change: (inout FleetPolicy) -> Void = { _ in }) -> FleetSchedule {
        var policy = FleetPolicy(jobs: jobs)
        change(&policy)
        return FleetSchedule(boards: boards, policy: policy)
    }

    @Test func allBoardsStartAtOnceIfThereAreEnoughJobs() {
        var schedule = schedule(32, jobs: 32)
        #expect(schedule.begin() == (0..<32).map(Step.start))
    }

    @Test func noMoreBoardsThanJobsRunAtOnce() {
        var schedule = schedule(3, jobs: 2)
        #expect(schedule.begin() == [.start(0), .start(1)])
        #expect(schedule.finished(1, isAsWanted: false) == [.start(2)])
        #expect(schedule.finished(0, isAsWanted: true) == [])
        #expect(!schedule.isDone)
        #expect(schedule.finished(2, isAsWanted: true) == [])
        #expect(schedule.isDone)
    }

    @Test func noOtherBoardStartsBeforeTheCanariesAreProven() {
        var schedule = schedule(4, jobs: 4) { $0.canaries = 2 }
        #expect(schedule.begin() == [.start(0), .start(1)])
        #expect(schedule.finished(0, isAsWanted: true) == [])
        #expect(schedule.finished(1, isAsWanted: true) == [.start(2), .start(3)])
    }

    @Test func aCanaryThatFailsSparesTheOthers() {
        var schedule = schedule(4, jobs: 4) { $0.canaries = 2 }
        _ = schedule.begin()
        #expect(schedule.finished(0, isAsWanted: false) == [.skip(2, .canaryFailed), .skip(3, .canaryFailed)])
        #expect(schedule.finished(1, isAsWanted: true) == [])
        #expect(schedule.isDone)
    }

    @Test func withMoreCanariesThanBoardsAllBoardsAreCanaries() {
        var schedule = schedule(2, jobs: 4) { $0.canaries = 9 }
        #expect(schedule.begin() == [.start(0), .start(1)])
    }

    @Test func noBoardStartsAfterTheFailureLimit() {
        var schedule = schedule(5, jobs: 2) { $0.failureLimit = 2 }
        _ = schedule.begin()
        #expect(schedule.finished(0, isAsWanted: false) == [.start(2)])
        #expect(schedule.finished(1, isAsWanted: false) == [.skip(3, .tooManyFailures), .skip(4, .tooManyFailures)])
        #expect(!schedule.isDone, "the third is still running")
        #expect(schedule.finished(2, isAsWanted: true) == [])
        #expect(schedule.isDone)
    }

    @Test func noBoardIsSwitchedBeforeAllHoldTheImage() {
        var schedule = schedule(3, jobs: 2) { $0.isTwoPhase = true }
        #expect(schedule.begin() == [.start(0), .start(1)])
        // A board that waits with the image does not occupy a job.
        #expect(schedule.staged(0) == [.start(2)])
        #expect(schedule.staged(1) == [])
        #expect(schedule.staged(2) == [.proceed(0), .proceed(1)])
        #expect(schedule.finished(0, isAsWanted: true) == [.proceed(2)])
    }

    @Test func aBoardThatAlreadyHasTheImageDoesNotBlockTheOthers() {
        var schedule = schedule(2, jobs: 2) { $0.isTwoPhase = true }
        _ = schedule.begin()
        #expect(schedule.staged(0) == [])
        #expect(schedule.finished(1, isAsWanted: true) == [.proceed(0)])
    }

    @Test func inTwoPhasesOneFailureHoldsAllBack() {
        var schedule = schedule(3, jobs: 3) { $0.isTwoPhase = true }
        _ = schedule.begin()
        #expect(schedule.staged(0) == [])
        #expect(schedule.finished(1, isAsWanted: false) == [.hold(0, .tooManyFailures)])
        // The third is still receiving the image, and is held back when it has it.
        #expect(schedule.staged(2) == [.hold(2, .tooManyFailures)])
        // A board that is held back does not count as a failure.
        #expect(schedule.finished(0, isAsWanted: false) == [])
        #expect(schedule.finished(2, isAsWanted: false) == [])
        #expect(schedule.isDone)
    }

    @Test func inTwoPhasesMoreFailuresCanBeAllowed() {
        var schedule = schedule(3, jobs: 3) { policy in
            policy.isTwoPhase = true
            policy.failureLimit = 2
        }
        _ = schedule.begin()
        #expect(schedule.staged(0) == [])
        #expect(schedule.finished(1, isAsWanted: false) == [])
        #expect(schedule.staged(2) == [.proceed(0), .proceed(2)])
    }

    @Test func aFailureWhileSwitchingHoldsBackTheWaitingBoards() {
        var schedule = schedule(3, jobs: 1) { $0.isTwoPhase = true }
        #expect(schedule.begin() == [.start(0)])
        #expect(schedule.staged(0) == [.start(1)])
        #expect(schedule.staged(1) == [.start(2)])
        #expect(schedule.staged(2) == [.proceed(0)])
        #expect(schedule.finished(0, isAsWanted: false) == [.hold(1, .tooManyFailures), .hold(2, .tooManyFailures)])
    }

    @Test func canariesGoThroughBothPhasesFirst() {
        var schedule = schedule(3, jobs: 3) { policy in
            policy.isTwoPhase = true
            policy.canaries = 1
        }
        #expect(schedule.begin() == [.start(0)])
        #expect(schedule.staged(0) == [.proceed(0)])
        #expect(schedule.finished(0, isAsWanted: true) == [.start(1), .start(2)])
    }

    @Test func anInterruptedRunStartsNoBoard() {
        var schedule = schedule(4, jobs: 2) { $0.isTwoPhase = true }
        _ = schedule.begin()
        #expect(schedule.staged(0) == [.start(2)])
        #expect(schedule.cancel() == [.hold(0, .interrupted), .skip(3, .interrupted)])
        #expect(schedule.finished(1, isAsWanted: false) == [])
    }
}

import ESPImage
import LuaREPL
import Testing
import TransportCore

@testable import OTAUpgrade

@Suite struct UpgradeStateMachineTests {
    typealias Action = UpgradeStateMachine.Action

    private func machine(
        _ options: UpgradeOptions = UpgradeOptions(),
        version: String = "2.0.0"
    ) throws -> UpgradeStateMachine {
        UpgradeStateMachine(image: try Fixtures.image(version: version), options: options)
    }

    /// A machine whose plan is final.
    private func planned(_ options: UpgradeOptions = UpgradeOptions()) throws -> UpgradeStateMachine {
        var machine = try machine(options)
        #expect(machine.start() == .connect)
        if let check = options.check {
            #expect(machine.identify() == .compileCheck(check))
            #expect(machine.compiledCheck(nil) == .commence)
        } else {
            #expect(machine.identify() == .commence)
        }
        return machine
    }

    /// A machine whose new slot is selected.
    private func switched(
        _ options: UpgradeOptions = UpgradeOptions(),
        state: OTAImageState = .new
    ) throws -> UpgradeStateMachine {
        var machine = try planned(options)
        #expect(machine.commenced(Fixtures.answer()) == .write)
        #expect(machine.written() == .complete)
        #expect(machine.completed(Fixtures.answer()) == .readBootSlot)
        #expect(machine.readBootSlot(after(boot: "ota_1", state)) == .restart)
        return machine
    }

    private func after(
        running: String = "ota_0",
        boot: String,
        _ state: OTAImageState,
        version: String = "2.0.0"
    ) -> OTAStatus {
        Fixtures.status(running: running, boot: boot, (.valid, "1.0.0"), (state, version))
    }

    private func failure(_ action: Action) throws -> UpgradeError {
        guard case .finish(_, let error?) = action else {
            Issue.record("no failure: \(action)")
            throw CancellationError()
        }
        #expect(!error.nextStep.isEmpty)
        return error
    }

    private let old = BoardState.Firmware(slot: "ota_0", version: "1.0.0")
    private let new = BoardState.Firmware(slot: "ota_1", version: "2.0.0")

    // MARK: Complete flows

    @Test func withRollbackTheNewFirmwareIsAccepted() throws {
        var machine = try switched()
        #expect(machine.plan?.canRollBack == true)
        let trial = after(running: "ota_1", boot: "ota_1", .pendingVerify)
        #expect(machine.restarted(Fixtures.identity(), trial) == .accept)
        let valid = after(running: "ota_1", boot: "ota_1", .valid)
        #expect(machine.accepted(Fixtures.answer(), valid) == .finish(.upgraded, nil))
        #expect(machine.after == valid)
        #expect(machine.before == Fixtures.status())
    }

    @Test func withoutRollbackThereIsNothingToAccept() throws {
        var machine = try switched(state: .undefined)
        #expect(machine.plan?.canRollBack == false)
        #expect(machine.warnings == [.noRollback])
        let running = after(running: "ota_1", boot: "ota_1", .undefined)
        #expect(machine.restarted(Fixtures.identity(), running) == .finish(.upgraded, nil))
    }

    @Test func aBootloaderWithoutRollbackLeavesFirmwareNewUntilAccepted() throws {
        var machine = try switched()
        let running = after(running: "ota_1", boot: "ota_1", .new)
        #expect(machine.restarted(Fixtures.identity(), running) == .accept)
    }

    @Test func firmwareThatIsNotAcceptedStaysOnTrial() throws {
        var options = UpgradeOptions()
        options.accepts = false
        var machine = try switched(options)
        let trial = after(running: "ota_1", boot: "ota_1", .pendingVerify)
        #expect(machine.restarted(Fixtures.identity(), trial) == .finish(.upgraded, nil))
        #expect(machine.board?.nextReset == .revertsTo(old))
    }

    @Test func aDryRunStopsAfterThePlan() throws {
        var options = UpgradeOptions()
        options.isDryRun = true
        var machine = try machine(options)
        #expect(machine.identify(slotSize: nil, mayRestart: true) == .finish(.planned, nil))
    }

    @Test func aRestartShowsTheSlotSizes() throws {
        var machine = try machine()
        #expect(machine.identify(slotSize: nil, mayRestart: true) == .restartFirst(.readSlots))
        #expect(machine.identify(slotSize: 0x130000, mayRestart: false) == .commence)
    }

    @Test func anUnexpectedHashIsRefusedBeforeThePortIsOpened() throws {
        var options = UpgradeOptions()
        options.expectedSHA256 = String(repeating: "0", count: 64)
        var machine = try machine(options)
        #expect(try failure(machine.start()).code == .imageRejected)
        var right = UpgradeOptions()
        right.expectedSHA256 = try Fixtures.image().sha256.hexadecimal.uppercased()
        var other = try self.machine(right)
        #expect(other.start() == .connect)
    }

    @Test func firmwareWithoutTheModuleIsRefused() throws {
        var machine = try machine()
        let action = machine.identified(
            Fixtures.identity(modules: ["node"]),
            nil,
            boot: BootRecord(),
            mayRestart: false
        )
        #expect(try failure(action).code == .noOTAUpgrade)
    }

    // MARK: Failures

    @Test(
        "errors of commence()",
        arguments: [
            ("no OTA partition available", .boardRefuses), ("can't overrite running firmware", .boardRefuses),
            ("stdin:1: can't upgrade from unconfirmed firmware", .boardRefuses), ("out of memory", .boardRefuses),
            ("ota data partition invalid", .boardRefuses), ("ota error", .transferFailed), ("odd", .transferFailed),
        ] as [(String, UpgradeError.Code)]
    )
    func commenceRefused(_ message: String, _ code: UpgradeError.Code) throws {
        var machine = try planned()
        let error = try failure(machine.commenced(Fixtures.raised(message)))
        #expect(error.code == code)
        #expect(error.board?.nextReset == .starts(old))
    }

    @Test(
        arguments: [
            ("ota error", .transferFailed), ("not a valid ota image", .imageInvalidOnBoard),
            ("write not possible, use otaupgrade.commence() first", .transferFailed),
        ] as [(String, UpgradeError.Code)]
    )
    func writeRefused(_ message: String, _ code: UpgradeError.Code) throws {
        var machine = try planned()
        _ = machine.commenced(Fixtures.answer())
        let error = try failure(machine.failedToWrite(.refused(message: message, offset: 480)))
        #expect(error.code == code)
        #expect(error.message.contains("480 of 8192"))
        #expect(error.board == BoardState(running: old, nextReset: .starts(old)))
    }

    @Test func aFailedWriteToASlotOfUnknownSizeCountsAsTooBig() throws {
        var machine = try machine()
        #expect(machine.identify(slotSize: nil) == .commence)
        let error = try failure(machine.failedToWrite(.refused(message: "ota error", offset: 480)))
        #expect(error.code == .imageTooBig)
    }

    @Test func duringCompleteTheSelectedSlotIsUnknown() throws {
        var machine = try planned()
        _ = machine.commenced(Fixtures.answer())
        _ = machine.written()
        let error = try failure(
            machine.failed(.noAnswer(question: "otaupgrade.complete()", waited: .seconds(1)), in: .complete)
        )
        #expect(error.board == BoardState(running: old, nextReset: nil))
        #expect(error.remedies == [.inspect])
    }

    @Test func aBoardThatDoesNotRestartStillRunsTheOldFirmware() throws {
        var machine = try switched()
        let error = try failure(machine.failed(.notRestarted(function: "node.restart"), in: .reboot))
        #expect(error.code == .newFirmwareNotRunning)
        #expect(error.board == BoardState(running: old, nextReset: .tries(new, else: old)))
    }

    @Test(
        arguments: [
            ("validation failed", .imageInvalidOnBoard), ("empty firmware image", .transferFailed),
            ("no upgrade in progress", .transferFailed), ("ota error", .transferFailed),
        ] as [(String, UpgradeError.Code)]
    )
    func completeRefused(_ message: String, _ code: UpgradeError.Code) throws {
        var machine = try planned()
        _ = machine.commenced(Fixtures.answer())
        #expect(try failure(machine.completed(Fixtures.raised(message))).code == code)
    }

    @Test func aSilentFailureOfTheSwitchIsFoundBeforeTheRestart() throws {
        var machine = try planned()
        _ = machine.commenced(Fixtures.answer())
        _ = machine.written()
        _ = machine.completed(Fixtures.answer())
        let error = try failure(machine.readBootSlot(Fixtures.status()))
        #expect(error.code == .bootSlotNotSwitched)
        #expect(error.board?.nextReset == .starts(old))
    }

    @Test func aSelectedSlotThatIsErasedNoLongerStarts() throws {
        var machine = try machine()
        let selected = Fixtures.status(running: "ota_0", boot: "ota_1", (.valid, "1.0.0"), (.undefined, "1.5.0"))
        _ = machine.identified(
            Fixtures.identity(),
            selected,
            boot: Fixtures.boot(slotSize: 0x130000),
            mayRestart: false
        )
        // From here on the erase is under way, whether or not its answer arrives.
        #expect(machine.board?.nextReset == .starts(old))
    }

    @Test func missingRequiredRollbackRestoresTheOldFirmware() throws {
        var options = UpgradeOptions()
        options.requiresRollback = true
        var machine = try planned(options)
        _ = machine.commenced(Fixtures.answer())
        _ = machine.written()
        _ = machine.completed(Fixtures.answer())
        #expect(machine.readBootSlot(after(boot: "ota_1", .undefined)) == .rollBack)
        let action = machine.rolledBack(after(running: "ota_0", boot: "ota_0", .invalid))
        #expect(try failure(action).code == .boardRefuses)
    }

    @Test func fallingBackToTheOldFirmwareIsAFailure() throws {
        var machine = try switched()
        let error = try failure(machine.restarted(Fixtures.identity(), after(boot: "ota_0", .aborted)))
        #expect(error.code == .newFirmwareNotRunning)
        #expect(error.board?.running == old)
    }

    @Test func anotherBuildInTheRightSlotIsAFailure() throws {
        var machine = try switched()
        let other = after(running: "ota_1", boot: "ota_1", .pendingVerify, version: "1.9.0")
        let error = try failure(machine.restarted(Fixtures.identity(), other))
        #expect(error.code == .newFirmwareNotRunning)
        #expect(error.message.contains("1.9.0"))
    }

    @Test func newFirmwareWithoutTheModuleProvesNothing() throws {
        var machine = try switched()
        let error = try failure(machine.restarted(Fixtures.identity(modules: []), nil))
        #expect(error.code == .newFirmwareNotRunning)
        #expect(error.board == BoardState(running: nil, nextReset: nil))
    }

    @Test("the next reset is known only if firmware without a trial crashes", arguments: [false, true])
    func neverComesUp(_ isOnTrial: Bool) throws {
        var machine = try switched(state: isOnTrial ? .new : .undefined)
        let silent = try failure(machine.failed(.noPrompt(PromptEvidence()), in: .reboot))
        #expect(silent.code == .newFirmwareNotRunning)
        #expect(silent.board == BoardState(running: nil, nextReset: nil))
        let crashing = try failure(machine.failed(.crashLoop(PromptEvidence()), in: .reboot))
        #expect(crashing.board == BoardState(running: nil, nextReset: isOnTrial ? nil : .starts(new)))
    }

    @Test(arguments: [UpgradePhase.complete, .verify, .accept])
    func `a board that crashes and does not come back is reported with its crash first`(_ phase: UpgradePhase) throws {
        var machine = try switched()
        var boot = BootRecord()
        boot.crash = CrashText("abort() was called at PC 0x1")
        #expect(machine.failed(.rebooted(question: "x()", boot), in: phase) == .awaitReturn)
        let error = try failure(machine.failed(.noPrompt(PromptEvidence()), in: .verify))
        let crash = "The board crashed (abort() was called at PC 0x1) and restarted while it was asked “x()”. "
        #expect(error.message.hasPrefix(crash))
        #expect(error.message.hasSuffix("Nothing came from the port."))
        #expect(error.phase == phase)
    }

    @Test(
        "a check that does not return true",
        arguments: [LuaValue.boolean(false), .nil, .number("1"), .string([0x79])]
    )
    func checkFails(_ value: LuaValue) throws {
        var options = UpgradeOptions()
        options.check = Array("ready()".utf8)
        var machine = try switched(options)
        let trial = after(running: "ota_1", boot: "ota_1", .pendingVerify)
        #expect(machine.restarted(Fixtures.identity(), trial) == .check(Array("ready()".utf8)))
        #expect(machine.checked(Fixtures.answer(value)) == .rollBack)
        let action = machine.rolledBack(after(running: "ota_0", boot: "ota_0", .invalid))
        guard case .finish(.rolledBack, let error?) = action else {
            Issue.record("not rolled back: \(action)")
            return
        }
        #expect(error.code == .checkFailed)
        #expect(error.board?.running == old)
    }

    @Test func aCheckThatReturnsTrueIsFollowedByAccepting() throws {
        var options = UpgradeOptions()
        options.check = [0x31]
        var machine = try switched(options)
        _ = machine.restarted(Fixtures.identity(), after(running: "ota_1", boot: "ota_1", .pendingVerify))
        #expect(machine.checked(Fixtures.answer(.boolean(true))) == .accept)
    }

    @Test func aCheckThatRaisesOrNeverEndsRollsBack() throws {
        for break_ in [true, false] {
            var options = UpgradeOptions()
            options.check = [0x31]
            var machine = try switched(options)
            _ = machine.restarted(Fixtures.identity(), after(running: "ota_1", boot: "ota_1", .pendingVerify))
            let action =
                break_
                ? machine.checked(Fixtures.raised("boom"))
                : machine.failed(.noAnswer(question: "the chunk", waited: .seconds(30)), in: .check)
            #expect(action == .rollBack)
        }
    }

    @Test func aFailedRollbackIsReportedWithItsReason() throws {
        var options = UpgradeOptions()
        options.check = [0x31]
        var machine = try switched(options)
        _ = machine.restarted(Fixtures.identity(), after(running: "ota_1", boot: "ota_1", .undefined))
        _ = machine.checked(Fixtures.answer(.nil))
        let refused = machine.failed(.raised(function: "otaupgrade.rollback", message: "ota error"), in: .rollBack)
        #expect(try failure(refused).code == .rollbackFailed)
        let still = machine.rolledBack(after(running: "ota_1", boot: "ota_1", .undefined))
        #expect(try failure(still).code == .rollbackFailed)
    }

    @Test func aFailureToAcceptIsReported() throws {
        var machine = try switched()
        let trial = after(running: "ota_1", boot: "ota_1", .pendingVerify)
        _ = machine.restarted(Fixtures.identity(), trial)
        let error = try failure(machine.accepted(Fixtures.raised("firmware accept failed"), trial))
        #expect(error.code == .notAccepted)
        #expect(error.board?.nextReset == .revertsTo(old))
    }

    @Test(
        "a lost link",
        arguments: [
            (.linkLost, .linkLost), (.cancelled, .interrupted), (.busy, .portBusy), (.noDevice, .noDevice),
            (.permissionDenied, .permissionDenied),
        ] as [(TransportError.Code, UpgradeError.Code)]
    )
    func lostLink(_ link: TransportError.Code, _ code: UpgradeError.Code) throws {
        for phase in UpgradePhase.allCases where phase != .rollBack {
            var machine = try planned()
            let error = TransportError(link, at: .simulated(name: "x"), "It broke.")
            #expect(try failure(machine.failed(.link(error), in: phase)).code == code)
        }
    }
}

extension UpgradeStateMachine {
    fileprivate mutating func identify(slotSize: Int? = 0x130000, mayRestart: Bool = false) -> Action {
        identified(
            Fixtures.identity(),
            Fixtures.status(),
            boot: Fixtures.boot(slotSize: slotSize),
            mayRestart: mayRestart
        )
    }
}

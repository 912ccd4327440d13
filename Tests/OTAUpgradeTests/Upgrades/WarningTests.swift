import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// A warning is reported when it arises, not only in the result.
struct WarningTests {
    private func warnings(_ events: [UpgradeEvent]) -> [UpgradeWarning] {
        events.compactMap { if case .warning(let warning) = $0 { warning } else { nil } }
    }

    /// The index of the event that starts a phase.
    private func start(of phase: UpgradePhase, in events: [UpgradeEvent]) -> Int? {
        events.firstIndex { if case .phaseStarted(phase, _) = $0 { true } else { false } }
    }

    @Test(arguments: FirmwareLine.allCases)
    func theFirstUpgradeWarnsBeforeItRestartsWithoutASafetyNet(line: FirmwareLine) async throws {
        let bench = try UpgradeBench(line, rollback: false)
        let (result, events) = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image())
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        let warning = try #require(events.firstIndex(of: .warning(.noRollback)))
        let restart = try #require(start(of: .reboot, in: events))
        #expect(warning < restart)
        #expect(warnings(events).count { $0 == .noRollback } == 1)
    }

    @Test func aLaterUpgradeWarnsBeforeAnythingIsErased() async throws {
        let bench = try UpgradeBench(rollback: false)
        let board = try bench.powered()
        _ = await UpgradeBench.upgrade(board, to: try bench.image())
        let (result, events) = await UpgradeBench.upgrade(board, to: try bench.image("3.0.0"))
        #expect(result.outcome == .upgraded)
        let warning = try #require(events.firstIndex(of: .warning(.noRollback)))
        let erase = try #require(start(of: .commence, in: events))
        #expect(warning < erase)
        #expect(warnings(events).count { $0 == .noRollback } == 1)
    }

    @Test func aBootloaderWithoutRollbackIsWarnedAboutOnceItIsKnown() async throws {
        var bench = try UpgradeBench()
        bench.board.bootloaderRollsBack = false
        let (result, events) = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image())
        #expect(result.outcome == .upgraded)
        let warning = try #require(events.firstIndex(of: .warning(.noRollback)))
        let verify = try #require(start(of: .verify, in: events))
        let accept = try #require(start(of: .accept, in: events))
        #expect(verify < warning && warning < accept)
    }

    @Test func aBoardWithRollbackCausesNoWarning() async throws {
        let bench = try UpgradeBench()
        let (result, events) = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image())
        #expect(result.outcome == .upgraded)
        #expect(!warnings(events).contains(.noRollback))
    }

    @Test func aPlanWarnsAsTheUpgradeWould() async throws {
        let bench = try UpgradeBench(rollback: false)
        let board = try bench.powered()
        _ = await UpgradeBench.upgrade(board, to: try bench.image())
        var options = UpgradeOptions()
        options.isDryRun = true
        let (result, events) = await UpgradeBench.upgrade(board, to: try bench.image("3.0.0"), options)
        #expect(result.outcome == .planned)
        #expect(warnings(events).contains(.noRollback))
        #expect(warnings(events) == result.warnings)
    }

    @Test(arguments: [true, false], [true, false])
    func everyWarningInTheResultWasAlsoAnEvent(bootloader: Bool, application: Bool) async throws {
        var bench = try UpgradeBench(.idf4)
        (bench.board.bootloaderRollsBack, bench.board.applicationRollsBack) = (bootloader, application)
        let board = try bench.powered()
        for version in ["2.0.0", "not a version"] {
            var options = UpgradeOptions()
            options.mayRestartFirst = false
            let (result, events) = await UpgradeBench.upgrade(board, to: try bench.image(version), options)
            #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
            #expect(warnings(events) == result.warnings)
        }
    }
}

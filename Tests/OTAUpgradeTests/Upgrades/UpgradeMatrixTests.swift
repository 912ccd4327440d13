import ESPImage
import LuaREPL
import MockBoard
import Testing

@testable import OTAUpgrade

/// Every kind of board, upgraded twice.
@Suite struct UpgradeMatrixTests {
    struct Kind: Sendable, CustomTestStringConvertible {
        var line: FirmwareLine
        var lua: LuaRelease
        var console: ConsoleInterface
        var chip: Chip
        var rollback: Bool

        var testDescription: String {
            "\(line.rawValue), Lua \(lua.rawValue), \(console.rawValue), \(chip.rawValue)"
                + (rollback ? ", rollback" : "")
        }
    }

    static let kinds: [Kind] = FirmwareLine.allCases.flatMap { line in
        line.luaReleases.flatMap { lua in
            line.consoles.flatMap { console in
                [true, false].map { rollback in
                    let chip: Chip =
                        switch console {
                        case .uart: .esp32
                        case .usbSerialJTAG: .esp32c3
                        case .usbCDC: .esp32s2
                        }
                    return Kind(line: line, lua: lua, console: console, chip: chip, rollback: rollback)
                }
            }
        }
    }

    @Test("each kind of board", arguments: kinds)
    func upgrade(_ kind: Kind) async throws {
        let bench = try UpgradeBench(
            kind.line,
            lua: kind.lua,
            console: kind.console,
            chip: kind.chip,
            rollback: kind.rollback
        )
        let board = try bench.powered()
        let image = try bench.image()
        let (result, events) = await UpgradeBench.upgrade(board, to: image)

        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.identity?.dialect.rawValue == kind.line.rawValue)
        #expect(result.identity?.luaVersion.rawValue == kind.lua.rawValue)
        #expect(result.before?.running == "ota_0")
        #expect(result.after?.running == "ota_1")
        #expect(result.after?.boot == "ota_1")
        #expect(result.after?.runningSlot?.state == (kind.rollback ? .valid : .undefined))
        #expect(result.after?.runningSlot?.description?.version == "2.0.0")
        #expect(result.proof?.proven == UpgradeProof.Fact.allCases)
        #expect(result.warnings.contains(.noRollback) == !kind.rollback)
        #expect(result.transfer?.bytes == image.size)
        #expect(result.transfer?.retries == 0)

        let slot = try #require(bench.board.partitions["ota_1"])
        #expect(await board.content(of: slot).prefix(image.size).elementsEqual(image.bytes))
        let counters = await board.counters
        #expect(counters.bytesWritten == image.size)
        #expect(counters.commenceCalls == 1)
        #expect(await board.promptIsUsable)

        let phases = events.compactMap { if case .phaseStarted(let phase, _) = $0 { phase } else { nil } }
        let expected: [UpgradePhase] = [.connect, .identify, .plan, .commence, .write, .complete, .reboot, .verify]
        #expect(phases.reducingRepeats == expected + (kind.rollback ? [.accept] : []))

        let again = await UpgradeBench.upgrade(board, to: image).result
        #expect(again.outcome == .unchanged)
        #expect(await board.counters.commenceCalls == 1)
    }

    @Test func aThirdUpgradeGoesBackToTheFirstSlot() async throws {
        let bench = try UpgradeBench()
        let board = try bench.powered()
        for (version, slot) in [("2.0.0", "ota_1"), ("3.0.0", "ota_0"), ("4.0.0", "ota_1")] {
            let result = await UpgradeBench.upgrade(board, to: try bench.image(version)).result
            #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
            #expect(result.after?.running == slot)
        }
    }

    struct Layout: Sendable, CustomTestStringConvertible {
        var slots: Int
        var factory: Bool
        var route: [String]

        var testDescription: String { "\(slots) slots" + (factory ? " and factory" : "") }
    }

    @Test(
        "slots alternate, and the factory partition is not used again",
        arguments: [
            Layout(slots: 2, factory: false, route: ["ota_0", "ota_1", "ota_0", "ota_1"]),
            Layout(slots: 3, factory: false, route: ["ota_0", "ota_1", "ota_2", "ota_0", "ota_1"]),
            Layout(slots: 5, factory: false, route: ["ota_0", "ota_1", "ota_2", "ota_3", "ota_4", "ota_0"]),
            Layout(slots: 1, factory: true, route: ["factory", "ota_0"]),
            Layout(slots: 2, factory: true, route: ["factory", "ota_0", "ota_1", "ota_0"]),
            Layout(slots: 3, factory: true, route: ["factory", "ota_0", "ota_1", "ota_2", "ota_0"]),
        ],
        [true, false]
    )
    func layouts(_ layout: Layout, _ rollback: Bool) async throws {
        var bench = try UpgradeBench(rollback: rollback)
        bench.board.partitions = .slots(layout.slots, factory: layout.factory)
        while bench.board.flashSize < bench.board.partitions.flashSize { bench.board.flashSize *= 2 }
        let board = try bench.powered()
        for (step, (old, new)) in zip(layout.route, layout.route.dropFirst()).enumerated() {
            let result = await UpgradeBench.upgrade(board, to: try bench.image("\(step + 2).0.0")).result
            #expect(result.outcome == .upgraded, "\(old) → \(new): \(String(describing: result.error))")
            #expect(result.before?.running == old)
            #expect(result.after?.running == new)
            #expect(result.after?.runningSlot?.state == (rollback ? .valid : .undefined))
            #expect(result.proof?.proven == UpgradeProof.Fact.allCases)
        }
    }

    @Test(
        "after a failed check, the board returns to its old firmware",
        arguments: [(3, false, "ota_0"), (2, true, "factory")]
    )
    func goesBack(_ slots: Int, _ factory: Bool, _ old: String) async throws {
        var bench = try UpgradeBench()
        bench.board.partitions = .slots(slots, factory: factory)
        let board = try bench.powered()
        var options = UpgradeOptions()
        options.check = Array("return false".utf8)
        let result = await UpgradeBench.upgrade(board, to: try bench.image(), options).result
        #expect(result.outcome == .rolledBack, "\(String(describing: result.error))")
        #expect(result.error?.code == .checkFailed)
        #expect(result.after?.running == old)
        #expect(await board.running == old)
    }

    @Test func anImageFromAnOldESPIDFProvesOnlyItsSlot() async throws {
        let bench = try UpgradeBench()
        var builder = AppImageBuilder(chip: .esp32, size: 0x4000)
        builder.descriptor = nil
        let image = try AppImage(builder.build())
        let result = await UpgradeBench.upgrade(try bench.powered(), to: image).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.proof?.proven == [.slot])
        #expect(result.warnings == [.imageHasNoDescriptor])
    }

    @Test(
        "mixed settings of bootloader and firmware",
        arguments: [(true, false, OTAImageState.undefined), (false, true, .valid)] as [(Bool, Bool, OTAImageState)],
        FirmwareLine.allCases
    )
    func mixedRollback(_ mixed: (bootloader: Bool, application: Bool, state: OTAImageState), _ line: FirmwareLine)
        async throws
    {
        var bench = try UpgradeBench(line)
        bench.board.bootloaderRollsBack = mixed.bootloader
        bench.board.applicationRollsBack = mixed.application
        let board = try bench.powered()
        for version in ["2.0.0", "3.0.0"] {
            let result = await UpgradeBench.upgrade(board, to: try bench.image(version)).result
            #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
            #expect(result.after?.runningSlot?.state == mixed.state)
            // Nothing would have restored the old firmware.
            #expect(result.warnings.contains(.noRollback))
        }
    }

    @Test(
        "with anti-rollback, an image below the chip's secure version is not selected",
        arguments: [(4, true), (1, false)]
    )
    func antiRollback(_ version: UInt32, _ isTaken: Bool) async throws {
        var bench = try UpgradeBench()
        bench.board.secureVersion = 2
        bench.board.firmware = try AppImageBuilder(chip: .esp32, version: "1.0.0", secureVersion: 2, size: 0x4000)
            .build()
        let board = try bench.powered()
        let image = try AppImage(
            AppImageBuilder(chip: .esp32, version: "2.0.0", secureVersion: version, size: 0x4000, seed: 7).build()
        )
        var options = UpgradeOptions()
        options.allowsDowngrade = true
        let result = await UpgradeBench.upgrade(board, to: image, options).result
        #expect(result.outcome == (isTaken ? .upgraded : .failed), "\(String(describing: result.error))")
        #expect(await board.running == (isTaken ? "ota_1" : "ota_0"))
        if !isTaken { #expect(result.error?.code == .bootSlotNotSwitched) }
    }

    @Test(
        "a USB console that comes back under another name",
        arguments: kinds.filter { $0.console != .uart && $0.rollback && $0.lua == .lua53 },
        [true, false]
    )
    func changesItsName(_ kind: Kind, _ followsTheBoard: Bool) async throws {
        var bench = try UpgradeBench(kind.line, lua: kind.lua, console: kind.console, chip: kind.chip)
        bench.board.consoleChangesAddress = true
        let board = try bench.powered()
        guard followsTheBoard else {
            // A port that is known by its number does not come back; the report must not claim more than is known.
            let result = await UpgradeBench.upgrade(SimulatedPort(of: board), to: try bench.image()).result
            #expect(result.outcome == .failed)
            #expect(result.error?.code == .linkLost)
            return
        }
        for (version, slot) in [("2.0.0", "ota_1"), ("3.0.0", "ota_0")] {
            let result = await UpgradeBench.upgrade(board, to: try bench.image(version)).result
            #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
            #expect(result.after?.running == slot)
        }
        #expect(board.address != SimulatedPort(of: try bench.powered()).address)
    }

    @Test func theSameRunTakesTheSameTime() async throws {
        let bench = try UpgradeBench()
        let first = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image()).result
        let second = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image()).result
        #expect(first.timings == second.timings)
        #expect(first.total == second.total)
    }
}

extension Array where Element: Hashable {
    /// Each element once, at its last place.
    fileprivate var reducingRepeats: [Element] {
        enumerated().filter { index, element in !self[(index + 1)...].contains(element) }.map(\.element)
    }
}

import ESPImage
import LuaREPL
import MockBoard
import Testing

@testable import OTAUpgrade

/// Every kind of board that there is, upgraded and upgraded again.
@Suite struct UpgradeMatrixTests {
    struct Kind: Sendable, CustomTestStringConvertible {
        var line: FirmwareLine
        var lua: LuaRelease
        var console: MockBoard.ConsoleKind
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

    @Test func aFactoryBoardGoesToItsFirstSlot() async throws {
        var bench = try UpgradeBench()
        bench.board.partitions = try PartitionTable(
            csv: """
                otadata,data,ota,0xe000,0x2000
                factory,app,factory,0x10000,0x100000
                ota_0,app,ota_0,0x110000,0x100000
                ota_1,app,ota_1,0x210000,0x100000
                """
        )
        let board = try bench.powered()
        let result = await UpgradeBench.upgrade(board, to: try bench.image()).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.before?.running == "factory")
        #expect(result.after?.running == "ota_0")
    }

    @Test func anImageOfAnOldESPIDFProvesItsSlotOnly() async throws {
        let bench = try UpgradeBench()
        var builder = AppImageBuilder(chip: .esp32, size: 0x4000)
        builder.descriptor = nil
        let image = try AppImage(builder.build())
        let result = await UpgradeBench.upgrade(try bench.powered(), to: image).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.proof?.proven == [.slot])
        #expect(result.warnings == [.resetOnOpen, .imageHasNoDescriptor])
    }

    @Test(
        "mixed settings of boot loader and firmware",
        arguments: [(true, false, OTAImageState.undefined), (false, true, .valid)] as [(Bool, Bool, OTAImageState)]
    )
    func mixedRollback(_ bootloader: Bool, _ application: Bool, _ state: OTAImageState) async throws {
        var bench = try UpgradeBench()
        bench.board.bootloaderRollsBack = bootloader
        bench.board.applicationRollsBack = application
        let result = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image()).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.after?.runningSlot?.state == state)
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

import FoundationEssentials
import Glibc
import LuaREPL
import OTAUpgrade
import Testing
import TransportCore
import TransportPosix

@testable import Fleet

/// Which failures can be explained by another program that has the port open.
struct HolderTests {
    /// A port that this test's parent has locked, as `minicom` does.
    private func withHeldPort(_ body: (TransportAddress, PortHolderFinder) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, text) in [("ttyX0", ""), ("LCK..ttyX0", "\(getppid())\n")] {
            try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
        }
        try body(.terminal(path: "\(folder)/ttyX0"), PortHolderFinder(locks: [folder]))
    }

    @Test func ifTheBoardWasNotReachedThePortIsReportedBusy() throws {
        try withHeldPort { port, finder in
            let silent = UpgradeError(.noPrompt, "Nothing came from the port.", nextStep: "Check it.", phase: .connect)
            let error = silent.namingHolder(of: port, by: finder)
            #expect(error.code == .portBusy)
            #expect(error.message.contains("(process \(getppid())), which may read the board's answers. Nothing came"))
            #expect(error.nextStep.hasPrefix("Stop that program, for example with `kill \(getppid())`"))
            #expect(error.phase == .connect)
        }
    }

    @Test func aFailedTransferKeepsItsCodeAndNamesTheHolder() throws {
        try withHeldPort { port, finder in
            let failed = UpgradeError(.transferFailed, "It stalled.", nextStep: "Run the upgrade again.", phase: .write)
            let error = failed.namingHolder(of: port, by: finder)
            #expect(error.code == .transferFailed)
            #expect(error.message.hasPrefix("It stalled. "))
            #expect(error.message.contains("process \(getppid())"))
            #expect(error.nextStep.hasSuffix("Run the upgrade again."))
        }
    }

    @Test func aBoardThatWasHeardKeepsItsAdvice() throws {
        try withHeldPort { port, finder in
            var crash = PromptEvidence()
            crash.resets = 3
            for cause in [REPLError.downloadMode, .crashLoop(crash), .noPrompt(crash)] {
                let heard = UpgradeError.noPrompt(cause, in: .connect)
                let error = heard.namingHolder(of: port, by: finder)
                #expect(error.code == .noPrompt)
                #expect(error.nextStep.hasSuffix(heard.nextStep))
            }
        }
    }

    @Test func aRestartOfTheBoardIsNotReportedAsABusyPort() throws {
        try withHeldPort { port, finder in
            let restart = UpgradeError(.noPrompt, "It restarted.", nextStep: "Use `reset`.", board: .unknown)
            let error = restart.namingHolder(of: port, by: finder)
            #expect(error.code == .noPrompt)
            #expect(error.message.hasPrefix("It restarted. "))
            #expect(error.nextStep.hasSuffix("Use `reset`."))
        }
    }

    @Test func otherFailuresAndNetworkPortsAreUnchanged() throws {
        try withHeldPort { port, finder in
            let chip = UpgradeError(.wrongChip, "Another chip.", nextStep: "Build it.")
            #expect(chip.namingHolder(of: port, by: finder) == chip)
            let silent = UpgradeError(.noPrompt, "Nothing came.", nextStep: "Check it.", phase: .connect)
            #expect(silent.namingHolder(of: .socket(host: "lab", port: 1), by: finder) == silent)
            #expect(silent.namingHolder(of: nil, by: finder) == silent)
            #expect(silent.namingHolder(of: port, by: PortHolderFinder(locks: [])) == silent)
        }
    }
}

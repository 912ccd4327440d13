import Fleet
import OTAUpgrade
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

/// Which commands a run over many boards suggests at its end.
struct FleetSummaryTests {
    private func outcome(_ board: String, _ code: UpgradeError.Code) -> BoardOutcome {
        let error = UpgradeError(code, "It failed.", nextStep: "Look.", phase: .plan)
        return BoardOutcome(board: board, status: .failed, attempts: [UpgradeAttempt(error: error)])
    }

    private func summary(_ boards: [BoardOutcome], quarantined: Set<String> = []) throws -> FleetSummary {
        var summary = FleetSummary(run: try RunSamples.run(boards))
        summary.command = RetryCommand(["fleet", "upgrade", "new.bin"])
        summary.quarantined = quarantined
        return summary
    }

    @Test func `a downgrade is only offered to boards that need it`() throws {
        let summary = try summary([outcome("esp1", .linkLost), outcome("esp2", .downgradeRefused)])
        #expect(summary.retryCommands == ["otaflash fleet upgrade --board=esp1 new.bin"])
        #expect(summary.downgradeCommands == ["otaflash fleet upgrade --board=esp2 --allow-downgrade new.bin"])
        let json = summary.json
        #expect(json["retry_command"] == "otaflash fleet upgrade --board=esp1 new.bin")
        #expect(json["downgrade_command"] == "otaflash fleet upgrade --board=esp2 --allow-downgrade new.bin")
        let lines = summary.lines(width: 80, paint: .off)
        #expect(lines.contains("To install the older version on purpose:"))
        #expect(lines.contains("To retry only the remaining boards:"))
    }

    @Test func `boards that answer at another rate are retried at that rate`() throws {
        var other = outcome("esp2", .noPrompt)
        other.attempts[0].error?.remedies = [.useLineRate(9600)]
        var summary = try summary([outcome("esp1", .linkLost), other])
        summary.command = RetryCommand(["fleet", "upgrade", "new.bin", "--baud", "115200"])
        #expect(
            summary.retryCommands == [
                "otaflash fleet upgrade --board=esp1 new.bin --baud 115200",
                "otaflash fleet upgrade --board=esp2 --baud=9600 new.bin",
            ]
        )
    }

    @Test func `quarantined boards are retried with their own option`() throws {
        let summary = try summary([outcome("esp1", .linkLost), outcome("esp2", .noPrompt)], quarantined: ["esp2"])
        #expect(
            summary.retryCommands == [
                "otaflash fleet upgrade --board=esp1 new.bin",
                "otaflash fleet upgrade --board=esp2 --quarantine-verify new.bin",
            ]
        )
        #expect(
            summary.json["retry_command"]
                == "otaflash fleet upgrade --board=esp1 new.bin; otaflash fleet upgrade --board=esp2 --quarantine-verify new.bin"
        )
    }

    @Test func `a lasting failure must be fixed before a retry`() throws {
        let summary = try summary([outcome("esp1", .boardRefuses)])
        let lines = summary.lines(width: 80, paint: .off)
        #expect(lines.contains("Once that is fixed, to retry only the remaining boards:"))
    }

    @Test func `an image from standard input cannot be sent again`() throws {
        var summary = try summary([outcome("esp1", .linkLost), outcome("esp2", .downgradeRefused)])
        summary.command = nil
        #expect(summary.json["retry_command"] == .null)
        let text = summary.lines(width: 80, paint: .off).joined(separator: " ")
        #expect(text.contains("--board=esp1,esp2"))
        #expect(!text.contains("otaflash fleet upgrade"))
    }

    @Test func `boards that succeeded are not retried`() throws {
        let summary = try summary(try RunSamples.fleet)
        #expect(summary.retryCommands == ["otaflash fleet upgrade --board=esp3 new.bin"])
        #expect(summary.downgradeCommands == [])
    }
}

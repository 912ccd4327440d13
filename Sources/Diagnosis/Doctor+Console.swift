import ESPImage
import LuaREPL
import OTAUpgrade
import TransportCore

extension Doctor {
    /// What is wrong with a board, from what its console showed.
    /// - Parameter port: The port of the console.
    public func findings(of console: ConsoleFacts, port: PortFacts) -> [Finding] {
        var findings: [Finding] = []
        if let silence = console.silence {
            findings.append(finding(silence, console, port))
        } else if console.resets > 0 {
            findings.append(
                Finding(
                    .warning,
                    .resetsOnOpen,
                    port: port.path,
                    "The board restarted when its port was opened.",
                    evidence: ["Boot text came \(console.resets == 1 ? "once" : "\(console.resets) times")."],
                    remedy: [
                        "# Upgrades still work. A board profile can declare this with opens-reset (Boards/README.md):",
                        "otaflash boards",
                    ]
                )
            )
        }
        if let report = console.report { findings += self.findings(of: report, port) }
        return findings
    }

    private func finding(_ silence: ConsoleFacts.Silence, _ console: ConsoleFacts, _ port: PortFacts) -> Finding {
        switch silence {
        case .notOpened(let error):
            return notOpened(error, port)
        case .examination(let error):
            return Finding(
                .problem,
                .linkLost,
                port: port.path,
                "The prompt answered once, then stopped responding.",
                evidence: [error.message],
                remedy: ["otaflash reset \(port.option)", "otaflash doctor \(port.option)"]
            )
        case .dialogue(let error):
            return finding(error, console, port)
        }
    }

    private func notOpened(_ error: TransportError, _ port: PortFacts) -> Finding {
        let code: Finding.Code =
            switch error.code {
            case .permissionDenied: .noAccess
            case .busy: .portHeld
            default: .cannotOpen
            }
        return Finding(
            .problem,
            code,
            port: port.path,
            "\(port.path) cannot be opened.",
            evidence: [error.message],
            // `otaflash ports` does not list the ports of another machine.
            remedy: (error.nextStep.map { ["# \($0)"] } ?? []) + (error.address.isOnNetwork ? [] : ["otaflash ports"])
        )
    }

    private func finding(_ error: REPLError, _ console: ConsoleFacts, _ port: PortFacts) -> Finding {
        switch error {
        case .downloadMode:
            return Finding(
                .problem,
                .downloadMode,
                port: port.path,
                "The chip is in download mode and runs no firmware.",
                evidence: ["The ROM reports that it waits for a download: IO0 was low, or DTR asserted, at reset."],
                remedy: [
                    "otaflash reset \(port.option)",
                    "# After BOOT was held over USB-Serial-JTAG, only the RESET button or a power cycle leaves download mode.",
                ]
            )
        case .crashLoop(let evidence):
            return crashLoop(evidence, port)
        case .nothingToBoot(let record):
            return Finding(
                .problem,
                .nothingToBoot,
                port: port.path,
                "The board finds no firmware that it can start.",
                evidence: record.notBootable.isEmpty
                    ? ["The ROM or the bootloader reports this and resets."] : record.notBootable,
                remedy: [
                    "# Flash bootloader, partition table and NodeMCU over USB, in NodeMCU's folder:", "make flash",
                ]
            )
        case .noPrompt(let evidence):
            return noPrompt(evidence, console, port)
        case .link(let error):
            return Finding(
                .problem,
                .linkLost,
                port: port.path,
                "The port disappeared during the check.",
                evidence: [error.message],
                remedy: error.address.isOnNetwork
                    ? (error.nextStep.map { ["# \($0)"] } ?? []) + ["otaflash doctor \(port.option)"]
                    : ["otaflash ports --watch", "# shows whether the board comes back, and under which name"]
            )
        case .noAnswer, .rebooted, .notRestarted, .raised, .lineTooLong:
            return Finding(
                .problem,
                .notNodeMCU,
                port: port.path,
                "The console does not behave as NodeMCU's prompt does.",
                evidence: [error.description],
                remedy: ["otaflash reset \(port.option)", "otaflash doctor \(port.option)"]
            )
        }
    }

    private func crashLoop(_ evidence: PromptEvidence, _ port: PortFacts) -> Finding {
        var facts = ["It reset \(evidence.resets) times."]
        if let crash = evidence.crash { facts.append("It says: \(crash.line)") }
        if let error = evidence.luaError { facts.append("Lua says: \(error)") }
        if let reason = evidence.boot.resetReason { facts.append("The last reset was \(reason).") }
        // SPIFFS is type 1, subtype 0x82 (ESP-IDF 5.1.3 esp_partition.h).
        let files = evidence.boot.partitions.first { $0.type == 1 && $0.subtype == 0x82 }
        let erase = files.map {
            [
                "esptool \(port.option) erase-region 0x\(String($0.offset, radix: 16)) 0x\(String($0.size, radix: 16))"
            ]
        }
        return Finding(
            .problem,
            .crashLoop,
            port: port.path,
            "The board keeps resetting.",
            evidence: facts,
            remedy: erase.map { ["# If init.lua crashes the board: this erases the board's files."] + $0 }
                ?? ["# Flash NodeMCU over USB, in its folder:", "make flash"]
        )
    }
}

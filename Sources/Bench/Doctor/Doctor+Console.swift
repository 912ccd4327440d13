import ESPImage
import LuaREPL
import OTAUpgrade
import TransportCore

extension Doctor {
    /// What is wrong with a board, from what its console showed.
    /// - Parameter port: The port that the console was looked at through.
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
                        "# The upgrade works all the same. A board profile with opens-reset says so (Boards/README.md):",
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
                "The prompt answered once, and then no more.",
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
            // The ports of another machine are not listed here.
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
                "The chip waits in its download mode and runs no firmware.",
                evidence: ["It says that it waits for a download: IO0 was held low, or DTR asserted, at its reset."],
                remedy: [
                    "otaflash reset \(port.option)",
                    "# A chip that BOOT held there over USB-Serial-JTAG leaves only by RESET or a new start of its power.",
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
                    ? ["The ROM or the bootloader says so and resets."] : record.notBootable,
                remedy: [
                    "# Flash bootloader, partition table and NodeMCU by wire, in NodeMCU's folder:", "make flash",
                ]
            )
        case .noPrompt(let evidence):
            return noPrompt(evidence, console, port)
        case .link(let error):
            return Finding(
                .problem,
                .linkLost,
                port: port.path,
                "The port went away while it was looked at.",
                evidence: [error.message],
                remedy: error.address.isOnNetwork
                    ? (error.nextStep.map { ["# \($0)"] } ?? []) + ["otaflash doctor \(port.option)"]
                    : ["otaflash ports --watch", "# shows whether the board comes back, and as what"]
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
            "The board resets again and again.",
            evidence: facts,
            remedy: erase.map { ["# Where init.lua crashes it: this erases the board's files."] + $0 }
                ?? ["# Flash NodeMCU by wire, in its folder:", "make flash"]
        )
    }
}

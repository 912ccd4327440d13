import ESPImage
import LuaREPL
import OTAUpgrade

extension Doctor {
    /// What is wrong with the firmware of a board that answers.
    func findings(of report: BoardReport, _ port: PortFacts) -> [Finding] {
        guard let status = report.status else {
            return [
                Finding(
                    .problem,
                    .noOTAUpgrade,
                    port: port.path,
                    "The firmware was built without the otaupgrade module.",
                    evidence: ["The global otaupgrade is nil (dialect \(report.identity.dialect.rawValue))."],
                    remedy: [
                        "# Turn on CONFIG_NODEMCU_CMODULE_OTAUPGRADE in make menuconfig, give it a partition table with two",
                        "# slots (README, “Your board needs OTA slots, once”), and flash it once by wire:",
                        "make flash",
                    ]
                )
            ]
        }
        return [slots(status, port), trial(status, port)].compactMap(\.self)
    }

    private func slots(_ status: OTAStatus, _ port: PortFacts) -> Finding? {
        guard status.target == nil else { return nil }
        let slots = status.slots.map(\.label).joined(separator: ", ")
        return Finding(
            .problem,
            .noSlots,
            port: port.path,
            "The partition table has no slot beside the running one.",
            evidence: ["It runs \(status.running); slots: \(slots.isEmpty ? "none" : slots)."],
            remedy: ["# Flash a partition table with ota_0, ota_1 and otadata once by wire (README):", "make flash"]
        )
    }

    private func trial(_ status: OTAStatus, _ port: PortFacts) -> Finding? {
        guard status.runningSlot?.state == .pendingVerify else { return nil }
        return Finding(
            .problem,
            .unconfirmed,
            port: port.path,
            "The running firmware is on trial: the next reset gives it up, and no upgrade begins before that.",
            evidence: ["otaupgrade.info() says testing for \(status.running)."],
            remedy: [
                "otaflash accept --port \(port.path)", "# or, to go back: otaflash rollback --port \(port.path)",
            ]
        )
    }
}

import ESPImage
import LuaREPL
import OTAUpgrade

extension Doctor {
    /// What is wrong with the firmware of a board that answers.
    func findings(of report: BoardReport, _ port: PortFacts) -> [Finding] {
        guard let status = report.status else {
            guard !report.identity.isESP8266 else { return [esp8266(port)] }
            return [
                Finding(
                    .problem,
                    .noOTAUpgrade,
                    port: port.path,
                    "The firmware was built without the otaupgrade module.",
                    evidence: ["The global otaupgrade is nil (dialect \(report.identity.dialect.rawValue))."],
                    remedy: [
                        "# Turn on CONFIG_NODEMCU_CMODULE_OTAUPGRADE in make menuconfig, give it a partition table with two",
                        "# slots (README, “Your board needs OTA slots, once”), and flash it once over USB:",
                        "make flash",
                    ]
                )
            ]
        }
        return [slots(status, report.boot, port), trial(status, port)].compactMap(\.self)
    }

    private func esp8266(_ port: PortFacts) -> Finding {
        Finding(
            .problem,
            .noOTAUpgrade,
            port: port.path,
            "This is an ESP8266, for which NodeMCU has no otaupgrade module.",
            evidence: ["It has node.flashid, which NodeMCU has only on the ESP8266."],
            remedy: [
                "# Only boards of the ESP32 family can be upgraded over the console. Flash an ESP8266 over USB:",
                "# esptool \(port.option) write-flash 0 FIRMWARE.bin",
            ]
        )
    }

    private func slots(_ status: OTAStatus, _ boot: BootRecord, _ port: PortFacts) -> Finding? {
        guard let refusal = BoardReadiness(status, boot: boot).slotRefusal else { return nil }
        let slots = status.slots.map(\.label).joined(separator: ", ")
        return Finding(
            .problem,
            .noSlots,
            port: port.path,
            refusal.message,
            evidence: ["It runs \(status.running); slots: \(slots.isEmpty ? "none" : slots)."],
            remedy: ["# Flash a partition table with ota_0, ota_1 and otadata once over USB (README):", "make flash"]
        )
    }

    private func trial(_ status: OTAStatus, _ port: PortFacts) -> Finding? {
        guard status.runningSlot?.state == .pendingVerify else { return nil }
        return Finding(
            .problem,
            .unconfirmed,
            port: port.path,
            "The running firmware is on trial: the next reset rolls it back, and no upgrade can start before that.",
            evidence: ["otaupgrade.info() reports “testing” for \(status.running)."],
            remedy: [
                "otaflash accept \(port.option)", "# or, to go back: otaflash rollback \(port.option)",
            ]
        )
    }
}

import LuaREPL
import OTAUpgrade

extension FindingText {
    static func resetsOnOpen(_ count: Int) -> FindingText {
        FindingText(
            message: "The board restarted when its port was opened.",
            evidence: ["Boot text came \(count == 1 ? "once" : "\(count) times")."],
            remedy: [
                "# Upgrades still work. A board profile can declare this with opens-reset (Boards/README.md):",
                "otaflash boards",
            ]
        )
    }

    static func downloadMode(_ option: String) -> FindingText {
        FindingText(
            message: "The chip is in download mode and runs no firmware.",
            evidence: ["The ROM reports that it waits for a download: IO0 was low, or DTR asserted, at reset."],
            remedy: [
                "otaflash reset \(option)",
                "# After BOOT was held over USB-Serial-JTAG, only the RESET button or a power cycle leaves download mode.",
            ]
        )
    }

    static func crashLoop(_ evidence: PromptEvidence, _ files: BootRecord.Partition?, _ option: String)
        -> FindingText
    {
        var facts = ["It reset \(evidence.resets) times."]
        if let crash = evidence.crash { facts.append("It says: \(crash.line)") }
        if let error = evidence.luaError { facts.append("Lua says: \(error)") }
        if let reason = evidence.boot.resetReason { facts.append("The last reset was \(reason).") }
        let erase = files.map { files in
            [
                "# If init.lua crashes the board: this erases the board's files.",
                "esptool \(option) erase-region 0x\(String(files.offset, radix: 16)) 0x\(String(files.size, radix: 16))",
            ]
        }
        return FindingText(
            message: "The board keeps resetting.",
            evidence: facts,
            remedy: erase ?? ["# Flash NodeMCU over USB, in its folder:", "make flash"]
        )
    }

    static func nothingToBoot(_ record: BootRecord) -> FindingText {
        FindingText(
            message: "The board finds no firmware that it can start.",
            evidence: record.notBootable.isEmpty
                ? ["The ROM or the bootloader reports this and resets."] : record.notBootable,
            remedy: ["# Flash bootloader, partition table and NodeMCU over USB, in NodeMCU's folder:", "make flash"]
        )
    }

    static func noOTAUpgrade(_ line: Dialect) -> FindingText {
        FindingText(
            message: "The firmware was built without the otaupgrade module.",
            evidence: ["The global otaupgrade is nil (dialect \(line.rawValue))."],
            remedy: [
                "# Turn on CONFIG_NODEMCU_CMODULE_OTAUPGRADE in make menuconfig, give it a partition table with two",
                "# slots (README, “Your board needs OTA slots, once”), and flash it once over USB:", "make flash",
            ]
        )
    }

    static func esp8266(_ option: String) -> FindingText {
        FindingText(
            message: "This is an ESP8266, for which NodeMCU has no otaupgrade module.",
            evidence: ["It has node.flashid, which NodeMCU has only on the ESP8266."],
            remedy: [
                "# Only boards of the ESP32 family can be upgraded over the console. Flash an ESP8266 over USB:",
                "# esptool \(option) write-flash 0 FIRMWARE.bin",
            ]
        )
    }

    static func noSlots(_ status: OTAStatus, _ error: UpgradeError) -> FindingText {
        let slots = status.slots.map(\.label).joined(separator: ", ")
        return FindingText(
            message: error.message,
            evidence: ["It runs \(status.running); slots: \(slots.isEmpty ? "none" : slots)."],
            remedy: ["# Flash a partition table with ota_0, ota_1 and otadata once over USB (README):", "make flash"]
        )
    }

    static func unconfirmed(_ running: String, _ option: String) -> FindingText {
        FindingText(
            message:
                "The running firmware is on trial: the next reset rolls it back, and no upgrade can start before that.",
            evidence: ["otaupgrade.info() reports “testing” for \(running)."],
            remedy: ["otaflash accept \(option)", "# or, to go back: otaflash rollback \(option)"]
        )
    }
}

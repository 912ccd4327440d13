package import ESPImage
import LuaREPL

// The wording of every refusal and failure of a session; facts first, then what to do.
extension UpgradeError {
    static func noOTAUpgrade(_ identity: BoardIdentity) -> UpgradeError {
        guard !identity.isESP8266 else {
            return UpgradeError(
                .noOTAUpgrade,
                "This is an ESP8266. NodeMCU has no otaupgrade module for it; only boards of the ESP32 family can be upgraded over the console.",
                nextStep: "Flash an ESP8266 over USB with esptool, or choose the port of an ESP32 board.",
                phase: .identify
            )
        }
        return UpgradeError(
            .noOTAUpgrade,
            "The firmware has no otaupgrade module.",
            nextStep:
                "Build NodeMCU with the otaupgrade module and a partition table with two OTA slots, and flash it once over USB with esptool.",
            remedies: [.setUpOverUSB],
            phase: .identify
        )
    }

    /// Why firmware without `otaupgrade` is not sent; `nil` if it has or may have the module, or is allowed to lack it.
    package static func lastUpgrade(_ image: AppImage, _ options: UpgradeOptions) -> UpgradeError? {
        guard image.modules.otaUpgrade == .absent, !options.allowsLastUpgrade else { return nil }
        return UpgradeError(
            .imageNotUpgradable,
            "The image has no otaupgrade module, so it would be the last one that the board takes over its console.",
            nextStep:
                "Build NodeMCU with the otaupgrade module; or allow the last upgrade, if the board is to be upgraded over USB with esptool from then on.",
            remedies: [.allowLastUpgrade],
            phase: .plan
        )
    }

    static func bootSlotNotSwitched(_ plan: UpgradePlan, _ status: OTAStatus) -> UpgradeError {
        UpgradeError(
            .bootSlotNotSwitched,
            "complete() reported success, but the board still selects \((status.boot ?? "no slot").printable) instead of \(plan.to.printable).",
            nextStep:
                "Run the upgrade again; if it fails again, the otadata partition is damaged or missing and must be flashed over USB with esptool, or the board's anti-rollback refuses the image's secure version.",
            phase: .complete,
            board: BoardState(status)
        )
    }

    static func noRollback(_ plan: UpgradePlan) -> UpgradeError {
        UpgradeError(
            .boardRefuses,
            "The board does not roll back automatically (the new slot is “undefined”, not “new”), and rollback was required.",
            nextStep:
                "Build firmware and bootloader with CONFIG_BOOTLOADER_APP_ROLLBACK_ENABLE and flash both once over USB with esptool, or do not require rollback.",
            remedies: [.allowMissingRollback],
            phase: .complete
        )
    }

    static func newFirmwareWithoutModule(_ plan: UpgradePlan) -> UpgradeError {
        UpgradeError(
            .newFirmwareNotRunning,
            "The board answers after the restart, but its firmware has no otaupgrade module, so nothing can be proven.",
            nextStep: plan.canRollBack == true
                ? "Reset the board: a bootloader that can roll back starts \(plan.from.printable) again. If yours does not, flash the board over USB with esptool."
                : "To upgrade the board again, flash it over USB with esptool.",
            phase: .verify,
            board: BoardState(running: nil, nextReset: nil)
        )
    }

    static func notRunning(
        _ plan: UpgradePlan,
        _ proof: UpgradeProof,
        _ status: OTAStatus,
        _ crash: CrashText?
    ) -> UpgradeError {
        let target = status[plan.to]
        var message: String
        if status.running == plan.to {
            let differences = proof.mismatches.map {
                "\($0.fact.rawValue) “\($0.found.printable)” instead of “\($0.expected.printable)”"
            }
            message = "\(plan.to.printable) runs, but not this image: " + differences.joined(separator: ", ") + "."
        } else if target?.state == .aborted {
            message =
                "The new firmware in \(plan.to.printable) started, did not stay up, and the bootloader went back to \(status.running.printable)."
        } else {
            message = "The bootloader did not start \(plan.to.printable) and fell back to \(status.running.printable)."
        }
        if let crash { message += " It had crashed: \(crash.quotation.printable)." }
        var board = BoardState(status)
        // An image that the bootloader could not load will not load next time either, unless its record is given up first.
        if status.running != plan.to, status.boot == plan.to, target?.state != .pendingVerify,
            let running = board.running
        {
            board.nextReset = .starts(running)
        }
        return UpgradeError(
            .newFirmwareNotRunning,
            message,
            nextStep: "Watch the boot text in a serial terminal to see why; the old firmware still works.",
            phase: .verify,
            board: board
        )
    }

    static func restartedWhileCompleting(_ plan: UpgradePlan, _ board: BoardState?, _ how: String) -> UpgradeError {
        UpgradeError(
            .transferFailed,
            "The board \(how) before it had selected \(plan.to.printable); \(plan.from.printable) runs as before.",
            nextStep: "Run the upgrade again; if the board restarts again, check its power supply.",
            phase: .complete,
            board: board
        )
    }

    static func restartedOnTrial(_ plan: UpgradePlan, _ status: OTAStatus, _ how: String) -> UpgradeError {
        UpgradeError(
            .newFirmwareNotRunning,
            "The new firmware \(how) before it was accepted, and the bootloader went back to \(status.running.printable).",
            nextStep:
                "Run the upgrade again; if the board restarts again, check its power supply and the new firmware.",
            phase: .accept,
            board: BoardState(status)
        )
    }

    /// - Parameter message: what the board's Lua reports.
    static func checkInvalid(_ message: String, board: BoardState?) -> UpgradeError {
        UpgradeError(
            .checkInvalid,
            "The check is not valid Lua: “\(message.printable)”. Nothing was changed.",
            nextStep:
                "Fix the check, then run the upgrade again. The running firmware compiles it; put syntax that only the new firmware's Lua understands into a string for load().",
            phase: .plan,
            board: board
        )
    }

    static func checkFailed(_ message: String) -> UpgradeError {
        UpgradeError(
            .checkFailed,
            message,
            nextStep: "The old firmware was restored; fix the new one or the check, then upgrade again.",
            phase: .check
        )
    }

    static func notAccepted(_ message: String?, _ plan: UpgradePlan?, board: BoardState?) -> UpgradeError {
        UpgradeError(
            .notAccepted,
            "The new firmware runs, but the board did not accept it"
                + (message.map { ": “\($0.printable)”." } ?? "."),
            nextStep: plan?.canRollBack == false
                ? "Accept it; the board does not roll back automatically."
                : "Accept it before the next reset, or the board rolls back to the old firmware.",
            remedies: [.accept],
            phase: .accept,
            board: board
        )
    }

    static func rollbackFailed(_ message: String, after reason: UpgradeError, _ board: BoardState?) -> UpgradeError {
        UpgradeError(
            .rollbackFailed,
            "\(reason.message) Rolling back failed: \(message)",
            nextStep: "Find out what the board runs, then roll back.",
            remedies: [.inspect, .rollBack],
            phase: .rollBack,
            board: board
        )
    }

    /// - Parameter output: what an application printed last during the transfer; `nil` if nothing.
    static func transfer(
        _ failure: TransferFailure,
        size: Int,
        board: BoardState?,
        output: [UInt8]? = nil
    ) -> UpgradeError {
        switch failure {
        case .dialogue(let error, let offset):
            var mapped = dialogue(error, in: .write, plan: nil, board: board)
            mapped.message += " \(offset) of \(size) bytes were written."
            if case .noAnswer = error { mapped.blames(output) }
            return mapped
        case .noFrames(let error, let offset):
            var mapped = dialogue(error, in: .write, plan: nil, board: board)
            mapped.message =
                offset == 0
                ? "The board did not start to accept raw frames."
                : "The board stopped accepting raw frames after \(offset) of \(size) bytes."
            mapped.nextStep = "Run the upgrade again, and send lines of Lua instead."
            mapped.remedies = [.sendLines]
            mapped.blames(output)
            return mapped
        case .stalled(let offset):
            var error = UpgradeError(
                .transferFailed,
                "The board stopped accepting bytes after \(offset) of \(size).",
                nextStep:
                    "Run the upgrade again; if it stops again, look for a loose cable or an application that uses the console.",
                phase: .write,
                board: board
            )
            error.blames(output)
            return error
        case .refused(let message, let offset):
            var mapped = firmware(message, in: .write, board: board)
            mapped.message += " \(offset) of \(size) bytes were written."
            return mapped
        }
    }

    /// Names an application that printed while the board did not answer.
    private mutating func blames(_ output: [UInt8]?) {
        guard let output else { return }
        let text = String(decoding: output.suffix(60), as: UTF8.self).printable
        message += " Meanwhile an application wrote to the console: “\(text)”."
        nextStep = "Stop the application, or remove its init.lua and reset the board; then run the upgrade again."
        remedies = []
    }
}

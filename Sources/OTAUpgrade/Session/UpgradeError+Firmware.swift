import LuaREPL

extension UpgradeError {
    /// What an error text of `otaupgrade` means (`nodemcu-firmware dev-esp32 otaupgrade.c`).
    ///
    /// The text may start with Lua's position. `ota error` stands for any error without a text of its own.
    static func firmware(_ text: String, in phase: UpgradePhase, board: BoardState?) -> UpgradeError {
        let said = "The board said “\(text.printable)”"
        let known = meanings.first { text.hasSuffix($0.text) && ($0.phase == nil || $0.phase == phase) }
        guard let known else {
            return UpgradeError(
                .transferFailed,
                said + ".",
                nextStep: "Run the upgrade again, and find out what the board reports.",
                remedies: [.inspect],
                phase: phase,
                board: board
            )
        }
        return UpgradeError(
            known.code,
            said + ": " + known.meaning,
            nextStep: known.next,
            remedies: known.remedies,
            phase: phase,
            board: board
        )
    }

    /// The error with the reason from the board's log, if there is one; the verdict on the chip precedes that on the image.
    func quoting(_ log: [LogLine]) -> UpgradeError {
        guard code == .imageInvalidOnBoard,
            let line = log.first(where: { $0.tag == "boot_comm" }) ?? log.first(where: { $0.tag == "esp_image" })
        else { return self }
        var error = self
        error.message += " Its log says “\(line.tag.printable): \(line.text.printable)”."
        return error
    }

    private struct Meaning: Sendable {
        var text: String
        var phase: UpgradePhase?
        var code: Code
        var meaning: String
        var next: String
        var remedies: [Remedy] = []
    }

    private static let meanings: [Meaning] = [
        Meaning(
            text: "no OTA partition available",
            code: .boardRefuses,
            meaning: "its partition table has no OTA slots.",
            next: "Flash a partition table with otadata, ota_0 and ota_1 once over USB with esptool.",
            remedies: [.setUpOverUSB]
        ),
        Meaning(
            text: "can't overrite running firmware",
            code: .boardRefuses,
            meaning: "its only OTA slot is the running one.",
            next: "Flash a partition table with two OTA slots once over USB with esptool.",
            remedies: [.setUpOverUSB]
        ),
        Meaning(
            text: "can't upgrade from unconfirmed firmware",
            code: .boardRefuses,
            meaning: "the running firmware is still on trial.",
            next: "Accept it or give it up, then upgrade.",
            remedies: [.accept, .rollBack]
        ),
        Meaning(
            text: "ota data partition invalid",
            code: .boardRefuses,
            meaning: "its otadata partition cannot be used.",
            next: "Flash the partition table and an empty otadata partition over USB with esptool."
        ),
        Meaning(
            text: "out of memory",
            code: .boardRefuses,
            meaning: "it has no memory left for the upgrade.",
            next: "Restart the board and upgrade before its application takes the memory."
        ),
        Meaning(
            text: "not a valid ota image",
            phase: .write,
            code: .imageInvalidOnBoard,
            meaning: "the first byte that it received is not the start of an image.",
            next: "Run the upgrade again."
        ),
        Meaning(
            text: "use otaupgrade.commence() first",
            phase: .write,
            code: .transferFailed,
            meaning: "it has lost the upgrade it was in.",
            next: "Run the upgrade again, and look for something else that talks to the board."
        ),
        Meaning(
            text: "ota error",
            phase: .write,
            code: .imageTooBig,
            meaning: "the image does not fit its slot, or the flash could not be written.",
            next:
                "Compare the image's size with the slot's in the partition table; if it fits, the flash chip is failing."
        ),
        Meaning(
            text: "ota error",
            phase: .commence,
            code: .transferFailed,
            meaning: "the slot could not be erased.",
            next: "Run the upgrade again; if it fails again, the flash chip is failing."
        ),
        Meaning(
            text: "validation failed",
            phase: .complete,
            code: .imageInvalidOnBoard,
            meaning: "the slot does not hold an image that this chip can start.",
            next: "Check that the file is for this chip and its revision, then run the upgrade again.",
            remedies: [.checkImage]
        ),
        Meaning(
            text: "empty firmware image",
            phase: .complete,
            code: .transferFailed,
            meaning: "nothing had been written.",
            next: "Run the upgrade again."
        ),
        Meaning(
            text: "no upgrade in progress",
            phase: .complete,
            code: .transferFailed,
            meaning: "it has lost the upgrade it was in.",
            next: "Run the upgrade again, and look for something else that talks to the board."
        ),
        Meaning(
            text: "firmware accept failed",
            code: .notAccepted,
            meaning: "it has no otadata entry to mark.",
            next: "Find out what it runs; firmware in a factory partition need not be accepted.",
            remedies: [.inspect]
        ),
        Meaning(
            text: "no other firmware to roll back to",
            code: .rollbackFailed,
            meaning: "there is no other slot, or it holds no complete image, or its firmware was given up before.",
            next: "Upgrade to the firmware that you want instead."
        ),
        Meaning(
            text: "ota error",
            phase: .rollBack,
            code: .rollbackFailed,
            meaning: "it has no otadata, or runs from the factory partition.",
            next: "Upgrade to the firmware that you want instead."
        ),
    ]
}

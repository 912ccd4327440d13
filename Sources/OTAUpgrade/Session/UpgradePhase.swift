/// The phases of an upgrade, in order; the verbs are the firmware's own.
public enum UpgradePhase: String, Sendable, Hashable, CaseIterable {
    /// Open the port and find the prompt.
    case connect
    /// Ask the board what it is and what its slots hold.
    case identify
    /// Decide whether and how to upgrade, or refuse.
    case plan
    /// `otaupgrade.commence()`: the board erases the target slot.
    case commence
    /// `otaupgrade.write()` of every byte.
    case write
    /// `otaupgrade.complete()`: the board verifies the image and selects its slot.
    case complete
    /// Restart into the new firmware.
    case reboot
    /// Read back which firmware runs.
    case verify
    /// Run the user's check on the new firmware.
    case check
    /// `otaupgrade.accept()`: the new firmware stays.
    case accept
    /// `otaupgrade.rollback()`: the board returns to the old firmware.
    case rollBack = "roll-back"
}

public import ESPImage
import LuaREPL

/// Something that does not stop an upgrade but should be known.
public enum UpgradeWarning: Sendable, Hashable {
    /// The image has no application descriptor (ESP-IDF before 3.3): name, version and build cannot be proven.
    case imageHasNoDescriptor
    /// The firmware cannot name its chip; only the board's own check at the end refuses an image for another one.
    case chipUnknown
    /// The size of the slot could not be learnt; an image that does not fit fails only during the transfer.
    case slotSizeUnknown
    /// The versions cannot be ordered, so this could be a downgrade.
    case versionsNotComparable(running: String, image: String)
    /// The image calls itself by another name than the running firmware.
    case otherProject(running: String, image: String)
    /// The file has padding behind the image, which is not sent.
    case padded(bytes: Int)
    /// The board does not go back by itself: there is no safety net once it restarts.
    case noRollback
    /// The board restarted when the port was opened, as its profile says or as it did before.
    case resetOnOpen
    /// The rate that was asked for did not hold, so the transfer stays at the old one.
    case baudDidNotHold(Int)
    /// Restarting the board before the next attempt gives up the new firmware in this slot if it is on trial.
    case trialMayEnd(slot: String)
    /// The server of the port does not know RFC 2217, though its address says so.
    case noLineControl
    /// The server of the port changes the byte FF, as telnet does, though its address says that it does not.
    case serverChangesFF
    /// Raw frames did not come through, or no more after so many bytes, so the image is sent again in lines.
    case framesGivenUp(offset: Int)
    /// The numbers of the slots have a gap, which the bootloader and the firmware count in different ways.
    case slotsHaveGap
    /// The image has no `otaupgrade`: no upgrade over the console can follow this one.
    case lastUpgrade
    /// The image does not show whether it has `otaupgrade`.
    case modulesUnknown(LuaModules.Doubt)
}

extension UpgradeWarning: CustomStringConvertible {
    /// The warning in a sentence or two.
    public var description: String {
        switch self {
        case .imageHasNoDescriptor:
            "The image carries no description of itself (built with an ESP-IDF older than 3.3); the slot can be proven, its version cannot."
        case .chipUnknown:
            "The firmware cannot name its chip; an image for another chip is refused only by the board, after the transfer."
        case .slotSizeUnknown:
            "The size of the slot could not be learnt; an image that does not fit fails only during the transfer."
        case .versionsNotComparable(let running, let image):
            "The versions \(running.printable) and \(image.printable) cannot be ordered; this may be a downgrade."
        case .otherProject(let running, let image):
            "The image is of project “\(image.printable)”, the board runs “\(running.printable)”."
        case .padded(let bytes):
            "The file has \(bytes) bytes of padding behind the image; they are not sent."
        case .noRollback:
            "This board cannot go back by itself: the new firmware stays selected even if it does not start."
        case .baudDidNotHold(let baud):
            "The connection does not hold \(baud) baud; the transfer stays at the old rate."
        case .trialMayEnd(let slot):
            "Restarting the board gives up the new firmware in \(slot.printable) if it is on trial; the next attempt then sends it again."
        case .noLineControl:
            "The server of the port does not know RFC 2217 (telnet's option 44): the line rate and the modem lines are as it has set them."
        case .serverChangesFF:
            "The server of the port changes the byte FF, as telnet does: the image goes in lines that spell it out, which takes longer. A raw port of the server (ser2net: accepter tcp) carries every byte."
        case .framesGivenUp(let offset):
            "The board took no raw frames after \(offset) bytes; an application uses the console, or bytes are changed on their way. The image is sent in lines instead."
        case .slotsHaveGap:
            "The numbers of the board's slots have a gap; the bootloader may start another slot than the one that is written."
        case .lastUpgrade:
            "The image has no otaupgrade module: after this upgrade the board can be upgraded over USB with esptool only."
        case .modulesUnknown(let doubt):
            "Whether the image has the otaupgrade module cannot be told: \(doubt.reason). Without it, no upgrade over the console can follow."
        case .resetOnOpen:
            "The board restarted when the port was opened; its adapter resets it."
        }
    }
}

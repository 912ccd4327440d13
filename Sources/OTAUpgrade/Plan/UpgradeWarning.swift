public import ESPImage
import LuaREPL

/// Something that does not stop an upgrade but that the user should know.
public enum UpgradeWarning: Sendable, Hashable {
    /// The image has no application descriptor (ESP-IDF before 3.3): name, version and build cannot be proven.
    case imageHasNoDescriptor
    /// The firmware cannot report its chip; only the board's own check at the end refuses an image for another chip.
    case chipUnknown
    /// The size of the slot is unknown; an image that does not fit fails only during the transfer.
    case slotSizeUnknown
    /// The versions cannot be ordered, so this could be a downgrade.
    case versionsNotComparable(running: String, image: String)
    /// The image and the running firmware have different project names.
    case otherProject(running: String, image: String)
    /// The file has padding after the image, which is not sent.
    case padded(bytes: Int)
    /// The board does not roll back automatically: after its restart there is no safety net.
    case noRollback
    /// The board restarted when the port was opened, as its profile says or as it did before in this run.
    case resetOnOpen
    /// The requested rate was not reliable, so the transfer stays at the old one.
    case baudDidNotHold(Int)
    /// Restarting the board before the next attempt gives up the new firmware in this slot if it is on trial.
    case trialMayEnd(slot: String)
    /// The port's server does not support RFC 2217, although its address says so.
    case noLineControl
    /// The port's server changes the byte FF, as telnet does, although its address says that it does not.
    case serverChangesFF
    /// The board accepted no raw frames after this many bytes, so the image is sent in lines.
    case framesGivenUp(offset: Int)
    /// The slot numbers have a gap, which the bootloader and the firmware count in different ways.
    case slotsHaveGap
    /// The image has no `otaupgrade`: this is the last upgrade over the console.
    case lastUpgrade
    /// It is unknown whether the image has `otaupgrade`.
    case modulesUnknown(LuaModules.Doubt)
}

extension UpgradeWarning: CustomStringConvertible {
    /// The warning in a sentence or two.
    public var description: String {
        switch self {
        case .imageHasNoDescriptor:
            "The image has no application descriptor (it was built with an ESP-IDF older than 3.3): the slot can be proven, the version cannot."
        case .chipUnknown:
            "The firmware cannot report its chip; only the board itself, after the transfer, refuses an image for another chip."
        case .slotSizeUnknown:
            "The size of the slot is unknown; an image that does not fit fails only during the transfer."
        case .versionsNotComparable(let running, let image):
            "The versions \(running.printable) and \(image.printable) cannot be ordered; this may be a downgrade."
        case .otherProject(let running, let image):
            "The image belongs to project “\(image.printable)”, but the board runs “\(running.printable)”."
        case .padded(let bytes):
            "The file has \(bytes) bytes of padding after the image; they are not sent."
        case .noRollback:
            "This board cannot roll back automatically: the new firmware stays selected even if it does not start."
        case .baudDidNotHold(let baud):
            "The connection is not reliable at \(baud) baud; the transfer stays at the old rate."
        case .trialMayEnd(let slot):
            "Restarting the board gives up the new firmware in \(slot.printable) if it is on trial; the next attempt then sends it again."
        case .noLineControl:
            "The port's server does not support RFC 2217 (telnet option 44): the line rate and the modem lines stay as the server set them."
        case .serverChangesFF:
            "The port's server changes the byte FF, as telnet does: the image is sent in lines that escape it, which takes longer. A raw port of the server (ser2net: accepter tcp) carries every byte."
        case .framesGivenUp(let offset):
            "The board \(offset == 0 ? "did not accept raw frames" : "stopped accepting raw frames after \(offset) bytes"): an application uses the console, or bytes are changed on their way. The image is sent in lines instead."
        case .slotsHaveGap:
            "The numbers of the board's slots have a gap; the bootloader may start a slot other than the one that is written."
        case .lastUpgrade:
            "The image has no otaupgrade module: after this upgrade the board can be upgraded over USB with esptool only."
        case .modulesUnknown(let doubt):
            "It is unknown whether the image has the otaupgrade module: \(doubt.reason). Without it, no further upgrade over the console is possible."
        case .resetOnOpen:
            "The board restarted when the port was opened; its adapter resets it."
        }
    }
}

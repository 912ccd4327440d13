public import ESPDevice

/// One fault of a mock board, and its place.
///
/// Places are counted from 1 over the life of the board, across its resets: bytes and lines from the host, calls of
/// `otaupgrade.write`, operations of the flash chip.
public enum Fault: Sendable, Hashable {
    /// The place of a reset or an unplugging.
    public enum Place: Sendable, Hashable {
        /// After that call of `otaupgrade.write`.
        case call(Int)
        /// When the end of that line from the host has arrived, before the line runs.
        case line(Int)
    }

    /// The host's byte with that number never arrives.
    case dropByte(Int)
    /// It arrives twice.
    case doubleByte(Int)
    /// The byte arrives with one bit flipped; if `bit` is `nil`, the seed selects the bit.
    case flipBit(byte: Int, bit: Int?)
    /// The board's reply to that call is lost.
    case dropReply(call: Int)
    /// The board does nothing for that time after the call.
    case stall(call: Int, Duration)
    /// The power fails at that flash operation.
    case powerCut(operation: Int, PowerCut)
    /// The board resets there.
    case reset(Place)
    /// The console is unplugged there, and plugged in again after that time.
    case unplug(Place, Duration)
    /// `esp_ota_set_boot_partition` fails, which `otaupgrade.complete` does not report.
    case setBootFails
    /// The bootloader cannot load the image of an update, although the application accepted it.
    case imageNotBootable
    /// The image of an update crashes at each start.
    case crashLoop
    /// Log lines appear at any time, at about that interval.
    case noise(every: Duration)
    /// An application prints at any time, at about that interval, and does not always end its lines.
    case talking(every: Duration)
    /// When a line from the host arrives, an application keeps Lua's task busy for that time, with that probability in
    /// percent; bytes meanwhile accumulate in the console's buffers.
    case luaBusy(Duration, percent: Int)
    /// Each timer alarm is lost when it is due, with that probability in percent, as if the task queue were full.
    case lostAlarm(percent: Int)
    /// The console ignores all input, from the start or from that call on.
    case deaf(fromCall: Int?)
}

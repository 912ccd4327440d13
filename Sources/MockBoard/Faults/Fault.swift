/// One thing that goes wrong on a mock board, and where.
///
/// Places are counted from 1 over the life of the board, across its resets: bytes and lines from the host, calls of
/// `otaupgrade.write`, operations of the flash chip.
public enum Fault: Sendable, Hashable {
    /// Where a reset or an unplugging happens.
    public enum Place: Sendable, Hashable {
        /// When that call of `otaupgrade.write` has been carried out.
        case call(Int)
        /// When the end of that line from the host has come, before the line is carried out.
        case line(Int)
    }

    /// The byte of that number from the host never arrives.
    case dropByte(Int)
    /// It arrives twice.
    case doubleByte(Int)
    /// It arrives with one bit flipped; which one says the seed where no number stands.
    case flipBit(byte: Int, bit: Int?)
    /// What the board prints in answer to that call never leaves it.
    case dropReply(call: Int)
    /// The board does nothing for so long after that call.
    case stall(call: Int, Duration)
    /// The power goes at that flash operation.
    case powerCut(operation: Int, PowerCut)
    /// The board resets there.
    case reset(Place)
    /// The console's plug is pulled there, and put back so much later.
    case unplug(Place, Duration)
    /// `esp_ota_set_boot_partition` fails, which `otaupgrade.complete` does not tell.
    case setBootFails
    /// The bootloader cannot load what was written by an update, though the application found nothing wrong.
    case imageNotBootable
    /// What was written by an update crashes whenever it starts.
    case crashLoop
    /// Log lines appear at any time, about as far apart.
    case noise(every: Duration)
    /// An application prints at any time, about as far apart, and does not always end its lines.
    case talking(every: Duration)
    /// An application keeps Lua's task busy for so long when a line from the host has come, with that probability in
    /// percent; bytes pile up in the console's buffers meanwhile.
    case luaBusy(Duration, percent: Int)
    /// Each alarm of a timer that falls due is lost with that probability in percent, as if the task queue were full.
    case lostAlarm(percent: Int)
    /// The console takes no input: from the start, or from that call on.
    case deaf(fromCall: Int?)
}

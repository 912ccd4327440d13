/// One thing that goes wrong on a mock board, and where.
///
/// Places are counted from 1 over the life of the board, across its resets: bytes from the host, calls of
/// `otaupgrade.write`, operations of the flash chip.
public enum Fault: Sendable, Hashable {
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
    /// The board resets when that call has been carried out.
    case reset(call: Int)
    /// The console's plug is pulled when that call has been carried out, and put back so much later.
    case unplug(call: Int, Duration)
    /// `esp_ota_set_boot_partition` fails, which `otaupgrade.complete` does not tell.
    case setBootFails
    /// The bootloader cannot load what was written by an update, though the application found nothing wrong.
    case imageNotBootable
    /// What was written by an update crashes whenever it starts.
    case crashLoop
    /// Log lines appear at any time, about as far apart.
    case noise(every: Duration)
    /// The console takes no input: from the start, or from that call on.
    case deaf(fromCall: Int?)
}

public import ESPImage

/// Why a board's flash could not be made.
public enum FactoryFlashError: Error, Sendable, Hashable {
    /// The partitions reach beyond the end of the flash, or its size is not of whole sectors.
    case flashTooSmall(needed: Int, found: Int)
    /// The partition table has no place for a firmware.
    case noSlot
    /// The firmware does not fit its partition.
    case firmwareTooBig(Partition, size: Int)
    /// The partition table cannot be written down.
    case table(PartitionTableError)
    /// The file cannot be used.
    case file(FlashFileError)
}

extension FactoryFlashError: CustomStringConvertible {
    /// The facts and the next step.
    public var description: String {
        switch self {
        case .flashTooSmall(let needed, let found):
            "The partition table needs \(needed) bytes of flash, in whole sectors of 4096; the board has \(found). "
                + "Give it more flash, or another table."
        case .noSlot:
            "The partition table has neither a factory partition nor an OTA slot, so no firmware can run. Use another table."
        case .firmwareTooBig(let slot, let size):
            "The firmware has \(size) bytes, the partition \(slot.name) only \(slot.size). Use a smaller firmware or "
                + "another table."
        case .table(let error): error.description
        case .file(let error): error.description
        }
    }
}

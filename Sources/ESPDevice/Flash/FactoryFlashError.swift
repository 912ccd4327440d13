public import ESPImage

/// Why a board's flash cannot be created.
public enum FactoryFlashError: Error, Sendable, Hashable {
    /// The partitions extend beyond the end of the flash, or its size is not a multiple of the sector size.
    case flashTooSmall(needed: Int, found: Int)
    /// The partition table has no slot for a firmware.
    case noSlot
    /// The firmware does not fit in its partition.
    case firmwareTooBig(Partition, size: Int)
    /// The partition table is invalid.
    case table(PartitionTableError)
    /// The file cannot be used.
    case file(FlashFileError)
}

extension FactoryFlashError: CustomStringConvertible {
    /// The facts and the next step.
    public var description: String {
        switch self {
        case .flashTooSmall(let needed, let found):
            "The partition table needs \(needed) bytes of flash, in sectors of 4096 bytes; the board has \(found). "
                + "Use a larger flash or another table."
        case .noSlot:
            "The partition table has neither a factory partition nor an OTA slot, so no firmware can run. Use another table."
        case .firmwareTooBig(let slot, let size):
            "The firmware has \(size) bytes, but the partition \(slot.name) only \(slot.size). Use a smaller firmware or "
                + "another table."
        case .table(let error): error.description
        case .file(let error): error.description
        }
    }
}

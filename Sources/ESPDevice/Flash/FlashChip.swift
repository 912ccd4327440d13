import Glibc

/// The NOR flash chip of a board: erasing sets bytes to FF, programming only clears bits.
///
/// Addresses and lengths are in bytes. The chip keeps its content in memory, and also in a file if it was created with
/// one; every operation updates the file.
package final class FlashChip {
    /// The size in bytes.
    package var size: Int { contents.count }
    /// The number of operations so far.
    package var operationCount: Int { lastOperation?.index ?? 0 }
    /// The last operation, whatever its result.
    package private(set) var lastOperation: FlashOperation?
    /// The origin of the next operations.
    package var origin = FlashOperation.Origin.application
    /// The observer of every operation.
    package weak var observer: (any FlashObserver)?

    private var contents: [UInt8]
    private let file: FlashFile?

    /// Creates an erased chip in memory.
    /// - Precondition: `size` is a multiple of the sector size.
    package init(size: Int) {
        precondition(size > 0 && size.isMultiple(of: FlashGeometry.sector), "a flash chip has whole sectors")
        contents = [UInt8](repeating: 0xFF, count: size)
        file = nil
    }

    /// Creates a chip from the content of a file, and keeps the file up to date.
    /// - Throws: `FlashFileError` if the file cannot be read.
    package init(file: FlashFile) throws(FlashFileError) {
        contents = try file.read()
        self.file = file
    }

    /// Creates a chip in memory with the content and the operation count of another.
    init(copying other: FlashChip) {
        contents = other.contents
        lastOperation = other.lastOperation
        file = nil
    }

    /// The content of `range`.
    /// - Precondition: the range is within the chip.
    package func read(_ range: Range<Int>) -> ArraySlice<UInt8> {
        contents[range]
    }

    /// Gives access to the bytes of `range` without copying them.
    /// - Precondition: the range is within the chip.
    package func withBytes<Result>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        contents.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// Erases a range with as few commands as possible: blocks of 64 KiB where they fit, otherwise sectors of 4 KiB.
    ///
    /// Source: ESP-IDF 5.1.3 `esp_flash_api.c`, `esp_flash_erase_region`.
    /// - Throws: `invalidArgument` for a range that is not sector-aligned or extends beyond the chip;
    ///   `flashOperationFailed` if the file cannot be written; the observer's error.
    package func erase(_ range: Range<Int>) throws(DeviceFailure) {
        guard range.lowerBound >= 0, range.upperBound <= size,
            range.lowerBound.isMultiple(of: FlashGeometry.sector), range.count.isMultiple(of: FlashGeometry.sector)
        else { throw .code(.invalidArgument) }
        var address = range.lowerBound
        while address < range.upperBound {
            let wholeBlock =
                address.isMultiple(of: FlashGeometry.block)
                && range.upperBound - address >= FlashGeometry.block
            let length = wholeBlock ? FlashGeometry.block : FlashGeometry.sector
            try perform(wholeBlock ? .eraseBlock : .eraseSector, at: address, length: length) { done in
                contents.withUnsafeMutableBytes { bytes in
                    guard let base = bytes.baseAddress else { return }
                    memset(base + address, 0xFF, done)
                }
            }
            address += length
        }
    }

    /// Programs bytes, with one command for each page that they touch.
    /// - Throws: `invalidArgument` if the bytes extend beyond the chip; `flashOperationFailed` if the file cannot be
    ///   written; the observer's error. Pages that were programmed before stay programmed.
    package func program(_ bytes: some Collection<UInt8>, at address: Int) throws(DeviceFailure) {
        guard address >= 0, address <= size, bytes.count <= size - address else { throw .code(.invalidArgument) }
        var address = address
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let piece = rest.prefix(FlashGeometry.page - address % FlashGeometry.page)
            try perform(.program, at: address, length: piece.count) { done in
                for (offset, byte) in piece.prefix(done).enumerated() { contents[address + offset] &= byte }
            }
            address += piece.count
            rest = rest.dropFirst(piece.count)
        }
    }

    /// Sets bytes as an external programmer does: this is not an operation of the board, and is not counted.
    /// - Precondition: the bytes are within the chip.
    /// - Throws: `FlashFileError` if the file cannot be written.
    package func preset(_ bytes: some Collection<UInt8>, at address: Int) throws(FlashFileError) {
        contents.replaceSubrange(address..<address + bytes.count, with: bytes)
        try file?.write(contents[address..<address + bytes.count], at: address)
    }

    private func perform(
        _ kind: FlashOperation.Kind,
        at address: Int,
        length: Int,
        change: (_ bytesDone: Int) -> Void
    ) throws(DeviceFailure) {
        let operation = FlashOperation(
            index: operationCount + 1,
            kind: kind,
            address: address,
            length: length,
            origin: origin
        )
        lastOperation = operation
        switch observer?.flashWillPerform(operation) ?? .perform {
        case .perform:
            change(length)
            try save(address..<address + length)
            observer?.flashDidPerform(operation)
        case .fail(let error):
            throw .code(error)
        case .cutPower(let cut):
            change(cut.bytesDone(of: length))
            try save(address..<address + length)
            throw .powerLoss(PowerLoss(during: operation, cut))
        }
    }

    private func save(_ range: Range<Int>) throws(DeviceFailure) {
        do {
            try file?.write(contents[range], at: range.lowerBound)
        } catch {
            throw .code(.flashOperationFailed)
        }
    }
}

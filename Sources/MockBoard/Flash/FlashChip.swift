import Glibc

/// The NOR flash chip of a board: erasing sets bytes to FF, programming only clears bits.
///
/// Addresses and lengths are in bytes. The chip keeps its contents in memory, and in a file as well where it was made
/// with one; the file is brought up to date with every operation.
public final class FlashChip {
    /// How many bytes it has.
    public var size: Int { contents.count }
    /// How many operations it was given so far.
    public var operationCount: Int { lastOperation?.index ?? 0 }
    /// The operation that it was given last, whatever became of it.
    public private(set) var lastOperation: FlashOperation?
    /// Whose commands the next operations are.
    public var origin = FlashOperation.Origin.application
    /// Who is told of every operation.
    public weak var observer: (any FlashObserver)?

    private var contents: [UInt8]
    private let file: FlashFile?

    /// Makes an erased chip that lives in memory.
    /// - Precondition: `size` is a multiple of a sector.
    public init(size: Int) {
        precondition(size > 0 && size.isMultiple(of: FlashGeometry.sector), "a flash chip has whole sectors")
        contents = [UInt8](repeating: 0xFF, count: size)
        file = nil
    }

    /// Makes a chip of what a file holds, and keeps the file up to date.
    /// - Throws: `FlashFileError` where the file cannot be read.
    public init(file: FlashFile) throws(FlashFileError) {
        contents = try file.read()
        self.file = file
    }

    /// Makes a chip that lives in memory, with the contents and the count of operations of another.
    init(copying other: FlashChip) {
        contents = other.contents
        lastOperation = other.lastOperation
        file = nil
    }

    /// What stands in `range`.
    /// - Precondition: the range lies within the chip.
    public func read(_ range: Range<Int>) -> ArraySlice<UInt8> {
        contents[range]
    }

    /// Lends the bytes of `range` without copying them.
    /// - Precondition: the range lies within the chip.
    public func withBytes<Result>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        contents.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// Erases a stretch with as few commands as possible: blocks of 64 KiB where they fit, sectors of 4 KiB else.
    ///
    /// Source: ESP-IDF 5.1.3 `esp_flash_api.c`, `esp_flash_erase_region`.
    /// - Throws: `invalidArgument` for a stretch that is not of whole sectors or leaves the chip; `flashOperationFailed`
    ///   where the file cannot be written; what the observer says.
    public func erase(_ range: Range<Int>) throws(DeviceFailure) {
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

    /// Programs bytes, one command for each page they touch.
    /// - Throws: `invalidArgument` where they leave the chip; `flashOperationFailed` where the file cannot be written;
    ///   what the observer says. What was programmed before stays.
    public func program(_ bytes: some Collection<UInt8>, at address: Int) throws(DeviceFailure) {
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

    /// Sets bytes as a programmer does that is wired to the chip: this is no operation of the board, and is not counted.
    /// - Precondition: the bytes lie within the chip.
    /// - Throws: `FlashFileError` where the file cannot be written.
    public func preset(_ bytes: some Collection<UInt8>, at address: Int) throws(FlashFileError) {
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

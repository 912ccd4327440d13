/// How long a flash chip takes for its operations.
///
/// The defaults are typical values of the chips on ESP32 boards (Winbond W25Q32, GigaDevice GD25Q32 data sheets); the
/// slowest that a data sheet allows are 3 ms, 400 ms and 2 s.
public struct FlashTiming: Sendable, Hashable {
    /// For a whole page of 256 bytes; a part of a page takes its share, but not less than a tenth.
    public var programPage: Duration
    /// For a sector of 4 KiB.
    public var eraseSector: Duration
    /// For a block of 64 KiB, with the tick of 10 ms that ESP-IDF yields after it.
    public var eraseBlock: Duration

    /// Makes timings.
    public init(
        programPage: Duration = .microseconds(700),
        eraseSector: Duration = .milliseconds(45),
        eraseBlock: Duration = .milliseconds(210)
    ) {
        self.programPage = programPage
        self.eraseSector = eraseSector
        self.eraseBlock = eraseBlock
    }

    /// A chip that takes no time for erasing, and the page time that the recorded conversations were made with.
    public static let recorded = FlashTiming(eraseSector: .zero, eraseBlock: .zero)

    /// How long an operation takes.
    public func duration(of operation: FlashOperation) -> Duration {
        switch operation.kind {
        case .eraseBlock: eraseBlock
        case .eraseSector: eraseSector
        case .program:
            programPage * max(operation.length, FlashGeometry.page / 10) / FlashGeometry.page
        }
    }
}

/// The duration of flash operations.
///
/// The defaults are typical values of the chips on ESP32 boards (Winbond W25Q32, GigaDevice GD25Q32 data sheets); the
/// maximum values in the data sheets are 3 ms, 400 ms and 2 s.
public struct FlashTiming: Sendable, Hashable {
    /// For a full page of 256 bytes; part of a page takes its share, but at least a tenth.
    public var programPage: Duration
    /// For a sector of 4 KiB.
    public var eraseSector: Duration
    /// For a block of 64 KiB, including the tick of 10 ms that ESP-IDF yields after it.
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

    /// A chip that erases in no time, with the page time of the recorded conversations.
    public static let recorded = FlashTiming(eraseSector: .zero, eraseBlock: .zero)

    /// The duration of an operation.
    package func duration(of operation: FlashOperation) -> Duration {
        switch operation.kind {
        case .eraseBlock: eraseBlock
        case .eraseSector: eraseSector
        case .program:
            programPage * max(operation.length, FlashGeometry.page / 10) / FlashGeometry.page
        }
    }
}

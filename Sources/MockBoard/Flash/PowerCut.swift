/// When, in the course of one flash operation, the power goes.
public enum PowerCut: Sendable, Hashable {
    /// Before the chip did anything.
    case before
    /// When the chip had done so many bytes, from the lowest address on: those are programmed or erased, the others
    /// are as they were. Without a number: half of them.
    case torn(bytes: Int?)
    /// When the chip had done everything, and before anybody knew.
    case after

    /// How many bytes of an operation of that `length` are done.
    func bytesDone(of length: Int) -> Int {
        switch self {
        case .before: 0
        case .torn(let bytes): min(max(bytes ?? length / 2, 0), length)
        case .after: length
        }
    }
}

/// The board lost its power while it worked on its flash.
///
/// This is not an error of the firmware: no code of the board runs after it.
public struct PowerLoss: Error, Sendable, Hashable {
    /// What the chip was doing.
    public let operation: FlashOperation
    /// How far it came.
    public let cut: PowerCut

    /// Makes a power loss.
    public init(during operation: FlashOperation, _ cut: PowerCut) {
        self.operation = operation
        self.cut = cut
    }
}

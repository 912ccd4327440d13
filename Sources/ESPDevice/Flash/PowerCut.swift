/// The moment in a flash operation at which the power fails.
public enum PowerCut: Sendable, Hashable {
    /// Before the chip did anything.
    case before
    /// When the chip had processed that many bytes, from the lowest address: those are programmed or erased, the others
    /// are unchanged. The default is half of them.
    case torn(bytes: Int?)
    /// When the chip had processed everything, but before the code was notified.
    case after

    /// How many bytes of an operation with that `length` are processed.
    func bytesDone(of length: Int) -> Int {
        switch self {
        case .before: 0
        case .torn(let bytes): min(max(bytes ?? length / 2, 0), length)
        case .after: length
        }
    }
}

/// The board lost power during a flash operation.
///
/// This is not an error of the firmware: no code of the board runs after it.
package struct PowerLoss: Error, Sendable, Hashable {
    /// The operation.
    package let operation: FlashOperation
    /// How far it got.
    package let cut: PowerCut

    /// Makes a power loss.
    package init(during operation: FlashOperation, _ cut: PowerCut) {
        self.operation = operation
        self.cut = cut
    }
}

import LuaREPL

/// Why a transfer could not go on.
enum TransferFailure: Error, Sendable, Hashable {
    /// `otaupgrade.write` raised an error after so many bytes.
    case refused(message: String, offset: Int)
    /// The board stopped taking bytes at this offset.
    case stalled(offset: Int)
    /// The dialogue broke.
    case dialogue(REPLError, offset: Int)

    /// Whether the board was seen to restart.
    var isRestart: Bool {
        if case .dialogue(let error, _) = self { error.isRestart } else { false }
    }
}

import LuaREPL

/// Why a transfer could not go on.
enum TransferFailure: Error, Sendable, Hashable {
    /// `otaupgrade.write` raised an error after so many bytes.
    case refused(message: String, offset: Int)
    /// The board takes no raw frames, or no more after so many bytes.
    case noFrames(REPLError, offset: Int)
    /// The board stopped taking bytes at this offset.
    case stalled(offset: Int)
    /// The dialogue broke.
    case dialogue(REPLError, offset: Int)

    /// Whether the board was seen to restart.
    var isRestart: Bool {
        switch self {
        case .dialogue(let error, _), .noFrames(let error, _): error.isRestart
        case .refused, .stalled: false
        }
    }
}

import LuaREPL

/// Why a transfer could not continue.
enum TransferFailure: Error, Sendable, Hashable {
    /// `otaupgrade.write` raised an error after this many bytes.
    case refused(message: String, offset: Int)
    /// The board accepts no raw frames, or stopped accepting them after this many bytes.
    case noFrames(REPLError, offset: Int)
    /// The board stopped accepting bytes at this offset.
    case stalled(offset: Int)
    /// The dialogue failed.
    case dialogue(REPLError, offset: Int)

    /// Whether the board was seen to restart.
    var isRestart: Bool {
        switch self {
        case .dialogue(let error, _), .noFrames(let error, _): error.isRestart
        case .refused, .stalled: false
        }
    }
}

/// Why a server of serial ports ends a connection that it has just taken.
///
/// ser2net and gensio say it as text in place of the board's, and then close (`ser2net 4.3.11`, tried).
public enum ServerNotice: Sendable, Hashable {
    /// Another client is connected, and the server takes no more.
    case portInUse
    /// The device is in use by another of the server's ports, or by another program.
    case deviceInUse
    /// The device cannot be opened, for this reason.
    case deviceNotOpened(String)

    /// How bytes compare to what a server says.
    enum Match: Sendable, Hashable {
        /// They are something else.
        case none
        /// They are the beginning of it.
        case beginning
        /// They are all of it.
        case whole(ServerNotice)
    }

    private static let sentences: [(text: [UInt8], notice: ServerNotice)] = [
        (Array("Port already in use\r\n".utf8), .portInUse),
        (Array("Port's device already in use\r\n".utf8), .deviceInUse),
    ]
    private static let failure = Array("Device open failure: ".utf8)
    private static let longestReason = 160

    /// Compares all of `bytes`.
    static func match(_ bytes: [UInt8]) -> Match {
        for (text, notice) in sentences {
            if bytes == text { return .whole(notice) }
            if text.starts(with: bytes) { return .beginning }
        }
        if failure.starts(with: bytes) { return .beginning }
        guard bytes.starts(with: failure) else { return .none }
        let reason = bytes.dropFirst(failure.count)
        let text = reason.prefix { (0x20...0x7E).contains($0) }
        guard text.count <= longestReason else { return .none }
        switch Array(reason.dropFirst(text.count)) {
        case [], [0x0D]: return .beginning
        case [0x0D, 0x0A]: return .whole(notice(because: String(decoding: text, as: UTF8.self)))
        default: return .none
        }
    }

    private static func notice(because reason: String) -> ServerNotice {
        // gensio's word for a device that is locked (`gensio 2.6.2 gensio_err_to_str`).
        reason == "Object was already in use" ? .deviceInUse : .deviceNotOpened(reason)
    }
}

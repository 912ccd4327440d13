/// Why a serial port server ends a connection that it has just accepted.
///
/// ser2net and gensio send it as text instead of the board's output, and then close (`ser2net 4.3.11`, tested).
package enum ServerNotice: Sendable, Hashable {
    /// Another client is connected, and the server accepts no more.
    case portInUse
    /// The device is in use by another of the server's ports, or by another program.
    case deviceInUse
    /// The device cannot be opened, with the reason.
    case deviceNotOpened(String)

    /// How received bytes compare to a server's notice.
    enum Match: Sendable, Hashable {
        /// They are not a notice.
        case none
        /// They are the beginning of a notice.
        case beginning
        /// They are a complete notice.
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
        // gensio's text for a locked device (`gensio 2.6.2 gensio_err_to_str`).
        reason == "Object was already in use" ? .deviceInUse : .deviceNotOpened(reason)
    }
}

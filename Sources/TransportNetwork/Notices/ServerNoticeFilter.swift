package import TransportCore

/// Separates a server's notices from the board's output.
///
/// Only a known notice is held back, only at the very start of a connection, and only until other bytes arrive or half a
/// second has passed; a board that sends the same text is delayed by that time. If the connection ends and nothing else was
/// received, the text was the server's, however late the end comes. A notice after a server's banner is treated as the
/// board's output.
package struct ServerNoticeFilter: Sendable {
    private static let patience = Duration.milliseconds(500)

    /// All received bytes, while they may be a notice.
    private var text: [UInt8]? = []
    /// The number of bytes that were passed on.
    private var released = 0
    /// Until when bytes are held back; `nil` if there are none.
    package private(set) var deadline: TransportInstant?

    /// Makes a filter for a new connection.
    package init() {}

    /// Takes received bytes; returns the board's output in them and in the bytes that were held back.
    package mutating func receive(_ bytes: [UInt8], at now: TransportInstant) -> [UInt8] {
        guard let before = text, !bytes.isEmpty else { return bytes }
        let all = before + bytes
        text = all
        guard ServerNotice.match(all) != .none else {
            defer { text = nil }
            return release()
        }
        // A server that was slow to end the connection has already been treated as a board.
        guard released == 0 else { return release() }
        if deadline == nil { deadline = now.advanced(by: Self.patience) }
        return []
    }

    /// Returns the bytes that were held back for too long.
    package mutating func pass(to now: TransportInstant) -> [UInt8] {
        guard let deadline, now >= deadline else { return [] }
        return release()
    }

    /// Returns the bytes that were held back when the connection ended, or why the server ended it.
    package mutating func end() -> (bytes: [UInt8], notice: ServerNotice?) {
        defer { text = nil }
        if let text, case .whole(let notice) = ServerNotice.match(text) {
            _ = release()
            return ([], notice)
        }
        return (release(), nil)
    }

    private mutating func release() -> [UInt8] {
        let rest = text?.dropFirst(released) ?? []
        (released, deadline) = (released + rest.count, nil)
        return Array(rest)
    }
}

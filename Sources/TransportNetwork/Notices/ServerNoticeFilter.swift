public import TransportCore

/// Keeps what a server says of itself apart from what a board says.
///
/// Only a text that a server is known to say is kept back, only as the very first of a connection, and only until
/// something else comes or half a second has passed: a board that says the same is read that much later. Where the
/// connection ends and nothing else ever came, it was the server's, whenever the end comes. What a server says behind a
/// banner of its own is read as the board's.
public struct ServerNoticeFilter: Sendable {
    private static let patience = Duration.milliseconds(500)

    /// All that came, as long as it may be a server's.
    private var text: [UInt8]? = []
    /// How much of it was handed on.
    private var released = 0
    /// Until when bytes are kept back; `nil` while none are.
    public private(set) var deadline: TransportInstant?

    /// Makes a filter for a connection that has just begun.
    public init() {}

    /// Takes what came; what of it, and of what was kept back, is the board's.
    public mutating func receive(_ bytes: [UInt8], at now: TransportInstant) -> [UInt8] {
        guard let before = text, !bytes.isEmpty else { return bytes }
        let all = before + bytes
        text = all
        guard ServerNotice.match(all) != .none else {
            defer { text = nil }
            return release()
        }
        // A server that is slow to end the connection was taken for a board once.
        guard released == 0 else { return release() }
        if deadline == nil { deadline = now.advanced(by: Self.patience) }
        return []
    }

    /// Time has passed; what was kept back for too long.
    public mutating func pass(to now: TransportInstant) -> [UInt8] {
        guard let deadline, now >= deadline else { return [] }
        return release()
    }

    /// The connection has ended; what was kept back, or why the server ended it.
    public mutating func end() -> (bytes: [UInt8], notice: ServerNotice?) {
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

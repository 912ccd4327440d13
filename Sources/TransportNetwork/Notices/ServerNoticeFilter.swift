public import TransportCore

/// Keeps what a server says of itself apart from what a board says.
///
/// Only a text that a server is known to say is kept back, only as the very first of a connection, and only until
/// something else comes or half a second has passed; it is taken for the server's where the connection then ends. A board
/// that says the same and stays connected is read as ever, that much later. What a server says behind a banner of its
/// own, or more slowly, is read as the board's.
public struct ServerNoticeFilter: Sendable {
    private static let patience = Duration.milliseconds(500)

    private var held: [UInt8] = []
    private var isAtStart = true
    /// Until when bytes are kept back; `nil` while none are.
    public private(set) var deadline: TransportInstant?

    /// Makes a filter for a connection that has just begun.
    public init() {}

    /// Takes what came; what of it, and of what was kept back, is the board's.
    public mutating func receive(_ bytes: [UInt8], at now: TransportInstant) -> [UInt8] {
        guard isAtStart, !bytes.isEmpty else { return bytes }
        held += bytes
        guard ServerNotice.match(held) != .none else { return release() }
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
        if case .whole(let notice) = ServerNotice.match(held) {
            _ = release()
            return ([], notice)
        }
        return (release(), nil)
    }

    private mutating func release() -> [UInt8] {
        defer { (held, isAtStart, deadline) = ([], false, nil) }
        return held
    }
}

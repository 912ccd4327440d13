import TransportCore

/// What a connection speaks: the board's bytes as they are, or telnet with RFC 2217.
enum NetworkProtocol: Sendable {
    case raw
    case telnet(COMPortNegotiator)

    /// The negotiator, where there is one.
    var negotiator: COMPortNegotiator? {
        get { if case .telnet(let negotiator) = self { negotiator } else { nil } }
        set { if let newValue { self = .telnet(newValue) } }
    }

    /// Whether the far end wants no data at present.
    var isSuspended: Bool { negotiator?.isSuspended ?? false }

    /// Until when the far end may take to answer; `nil` while nothing is waited for.
    var deadline: TransportInstant? { negotiator?.deadline }

    /// What of bytes that came is data.
    mutating func receive(_ bytes: ArraySlice<UInt8>, at now: TransportInstant) -> [UInt8] {
        guard case .telnet(var negotiator) = self else { return Array(bytes) }
        // What is held in two places is copied at each change.
        self = .raw
        let data = negotiator.receive(bytes, at: now)
        self = .telnet(negotiator)
        return data
    }

    /// What is to be sent before any further data.
    mutating func takeOutput() -> [UInt8] {
        negotiator?.takeOutput() ?? []
    }

    /// Data as it goes over the wire now.
    func encode(_ data: ArraySlice<UInt8>) -> [UInt8] {
        negotiator?.encode(data) ?? Array(data)
    }

    /// How far the first `count` bytes of encoded data go, and what has to follow them.
    func data(in count: Int, of encoded: [UInt8]) -> (count: Int, rest: ArraySlice<UInt8>) {
        negotiator?.data(in: count, of: encoded) ?? (count, [])
    }
}

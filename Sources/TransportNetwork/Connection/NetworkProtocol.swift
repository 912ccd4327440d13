import TransportCore

/// The protocol of a connection: raw bytes, or telnet with RFC 2217.
enum NetworkProtocol: Sendable {
    case raw
    case telnet(COMPortNegotiator)

    /// The negotiator; `nil` for raw bytes.
    var negotiator: COMPortNegotiator? {
        get { if case .telnet(let negotiator) = self { negotiator } else { nil } }
        set { if let newValue { self = .telnet(newValue) } }
    }

    /// Whether the far end has asked to suspend data.
    var isSuspended: Bool { negotiator?.isSuspended ?? false }

    /// The deadline for the far end's answer; `nil` if none is awaited.
    var deadline: TransportInstant? { negotiator?.deadline }

    /// Takes received bytes; returns the data in them.
    mutating func receive(_ bytes: ArraySlice<UInt8>, at now: TransportInstant) -> [UInt8] {
        guard case .telnet(var negotiator) = self else { return Array(bytes) }
        // A second reference would force a copy at each change.
        self = .raw
        let data = negotiator.receive(bytes, at: now)
        self = .telnet(negotiator)
        return data
    }

    /// The bytes to send before any further data.
    mutating func takeOutput() -> [UInt8] {
        negotiator?.takeOutput() ?? []
    }

    /// The current encoded form of data.
    func encode(_ data: ArraySlice<UInt8>) -> [UInt8] {
        negotiator?.encode(data) ?? Array(data)
    }

    /// How much data the first `count` encoded bytes contain, and which bytes must follow them.
    func data(in count: Int, of encoded: [UInt8]) -> (count: Int, rest: ArraySlice<UInt8>) {
        negotiator?.data(in: count, of: encoded) ?? (count, [])
    }
}

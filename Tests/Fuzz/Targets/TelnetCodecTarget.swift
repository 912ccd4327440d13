import TransportCore
import TransportNetwork

/// A telnet stream in any pieces: the events do not depend on the pieces, encoded data is decoded to the same bytes,
/// little is buffered, two codecs reach silence, and no modem line changes without a request.
///
/// The first byte selects the pieces and the initial options of both ends.
public enum TelnetCodecTarget: FuzzTarget {
    /// Its name, `telnet-codec`.
    public static let name = "telnet-codec"
    private static let options: [TelnetOption] = [.binary, .echo, .suppressGoAhead, .comPort]

    /// Takes the bytes as a server's output, as data, and as the body of a command.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        guard let control = bytes.first else { return }
        let stream = Array(bytes.dropFirst())
        let pieces = cut(stream, control)
        try piecesDoNotShow(stream, pieces)
        for isBinary in [false, true] { try dataComesBack(stream, pieces, isBinary: isBinary) }
        try endsFallSilent(stream, control)
        try commandsAreReadAsWritten(stream)
        try negotiatorHolds(pieces)
        try noticesLoseNothing(stream, pieces)
    }

    private static func cut(_ stream: [UInt8], _ control: UInt8) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var rest = stream[...]
        var chance = UInt64(control)
        while !rest.isEmpty {
            chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let piece = rest.prefix(1 + Int(chance >> 33) % (1 + Int(control & 0x1F)))
            pieces.append(piece)
            rest = rest.dropFirst(piece.count)
        }
        return pieces
    }

    private static func end() -> TelnetCodec {
        TelnetCodec(ours: [.binary, .suppressGoAhead, .comPort], theirs: [.binary, .echo, .comPort])
    }

    private static func append(_ events: [TelnetCodec.Event], to all: inout [TelnetCodec.Event]) {
        for event in events {
            if case .data(let more) = event, case .data(let data) = all.last {
                all[all.count - 1] = .data(data + more)
            } else {
                all.append(event)
            }
        }
    }

    private static func piecesDoNotShow(
        _ stream: [UInt8],
        _ pieces: [ArraySlice<UInt8>]
    ) throws(BrokenProperty) {
        var whole = end()
        var expected: [TelnetCodec.Event] = []
        append(whole.feed(stream), to: &expected)
        var codec = end()
        var (events, output): ([TelnetCodec.Event], [UInt8]) = ([], [])
        for piece in pieces {
            append(codec.feed(piece), to: &events)
            output += codec.takeOutput()
            try demand(codec.heldBytes <= TelnetCodec.longestSubnegotiation, "\(codec.heldBytes) bytes are buffered")
        }
        try demand(events, equals: expected, "the events depend on the pieces")
        try demand(output, equals: whole.takeOutput(), "the replies depend on the pieces")
        try demand(output.count <= stream.count, "\(output.count) bytes of answers to \(stream.count)")
    }

    private static func dataComesBack(
        _ data: [UInt8],
        _ pieces: [ArraySlice<UInt8>],
        isBinary: Bool
    ) throws(BrokenProperty) {
        var (sender, receiver) = (end(), end())
        if isBinary {
            _ = sender.feed(TelnetNegotiation(.do, .binary).bytes)
            _ = receiver.feed(TelnetNegotiation(.will, .binary).bytes)
        }
        var encoded: [UInt8] = []
        for piece in pieces {
            let part = sender.encode(piece)
            encoded += part
            for count in 0...part.count {
                let (bytes, rest) = sender.data(in: count, of: part)
                try demand(
                    Array(part[..<count]) + rest == sender.encode(piece.prefix(bytes)) || rest.isEmpty,
                    "\(count) bytes of \(part) are \(bytes) and \(rest)"
                )
            }
        }
        var events: [TelnetCodec.Event] = []
        for piece in cut(encoded, UInt8(truncatingIfNeeded: data.count)) { append(receiver.feed(piece), to: &events) }
        try demand(events, equals: data.isEmpty ? [] : [.data(data)], "data comes back otherwise")
    }

    private static func endsFallSilent(_ stream: [UInt8], _ control: UInt8) throws(BrokenProperty) {
        var (left, right) = (end(), end())
        for (index, option) in options.enumerated() {
            if control >> index & 1 == 1 { left.offer(option) }
            if control >> (index + 4) & 1 == 1 { right.ask(for: option) }
        }
        // This holds whatever one of them has received before.
        _ = left.feed(stream)
        var words = left.takeOutput()
        for _ in 0..<8 {
            _ = right.feed(words)
            words = right.takeOutput()
            _ = left.feed(words)
            words = left.takeOutput()
            if words.isEmpty { return }
        }
        throw BrokenProperty("two ends never fall silent: \(words)")
    }

    private static func commandsAreReadAsWritten(_ body: [UInt8]) throws(BrokenProperty) {
        for sender in COMPortOption.Sender.allCases {
            guard let command = COMPortOption(body, from: sender) else { continue }
            let written = command.body(from: sender)
            try demand(body.starts(with: written), "\(body) is written as \(written)")
            try demand(COMPortOption(written, from: sender), equals: command, "\(written) changes when read")
        }
    }

    private static func negotiatorHolds(_ pieces: [ArraySlice<UInt8>]) throws(BrokenProperty) {
        var negotiator = COMPortNegotiator(baud: 115_200)
        var now = TransportInstant(nanoseconds: 0)
        negotiator.start(at: now)
        var (data, said) = (0, negotiator.takeOutput())
        for piece in pieces {
            data += negotiator.receive(piece, at: now).count
            said += negotiator.takeOutput()
            now = now.advanced(by: .milliseconds(10))
            negotiator.pass(to: now)
        }
        negotiator.pass(to: now.advanced(by: .seconds(2)))
        let received = pieces.reduce(0) { $0 + $1.count }
        try demand(negotiator.deadline == nil, "something is waited for without end")
        try demand(data <= received, "\(data) bytes of data in \(received)")
        try demand(negotiator.baud > 0, "a rate of \(negotiator.baud)")
        var server = end()
        for case .subnegotiation(.comPort, let body) in server.feed(said) {
            if case .setControl(let control) = COMPortOption(body, from: .client) {
                throw BrokenProperty("\(control) was sent without a request")
            }
        }
    }

    private static func noticesLoseNothing(
        _ stream: [UInt8],
        _ pieces: [ArraySlice<UInt8>]
    ) throws(BrokenProperty) {
        var filter = ServerNoticeFilter()
        var now = TransportInstant(nanoseconds: 0)
        var read: [UInt8] = []
        for (index, piece) in pieces.enumerated() {
            read += filter.receive(Array(piece), at: now)
            if index % 7 == 6 { now = now.advanced(by: .milliseconds(200)) }
            read += filter.pass(to: now)
        }
        let end = filter.end()
        try demand(end.notice == nil || read.isEmpty, "a notice after other data")
        if end.notice == nil { try demand(read + end.bytes, equals: stream, "bytes are lost") }
    }
}

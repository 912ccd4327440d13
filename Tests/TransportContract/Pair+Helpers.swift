import Testing
import TransportCore

extension TransportInstant {
    /// A deadline that no test reaches.
    static let distantFuture = TransportInstant(nanoseconds: .max)
}

extension TransportContract.Pair {
    /// Reads until the host has `count` bytes, or 10 s of the transport's time pass without any.
    func hostReceives(_ count: Int) async throws -> [UInt8] {
        var received: [UInt8] = []
        while received.count < count {
            let bytes = try await transport.read(until: transport.deadline(after: .seconds(10)))
            guard !bytes.isEmpty else { break }
            received += bytes
        }
        return received
    }

    /// Sends bytes from the host, with 10 s of the transport's time to do it.
    func hostSends(_ bytes: [UInt8]) async throws {
        try await transport.write(bytes, until: transport.deadline(after: .seconds(10)))
    }

    /// Expects `body` to throw an error with this code.
    func expect(
        _ code: TransportError.Code,
        _ what: Comment,
        at location: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    ) async {
        do {
            try await body()
            Issue.record("\(what): nothing was thrown, expected \(code)", sourceLocation: location)
        } catch let error as TransportError {
            #expect(error.code == code, what, sourceLocation: location)
        } catch {
            Issue.record(error, what, sourceLocation: location)
        }
    }
}

extension ByteTransport {
    /// Reads until an error is thrown.
    func readForEver() async throws {
        while true { _ = try await read(until: .distantFuture) }
    }

    /// Writes until an error is thrown.
    func writeForEver() async throws {
        while true { try await write([UInt8](repeating: 0x55, count: 65536), until: .distantFuture) }
    }
}

extension [UInt8] {
    /// Bytes in which all pieces of some length differ.
    static func pattern(_ count: Int) -> [UInt8] {
        var state: UInt32 = 1
        return (0..<count).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: state >> 24)
        }
    }

    /// The bytes in pieces whose lengths cycle through `lengths`.
    func cut(into lengths: [Int]) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = self[...]
        while !rest.isEmpty {
            let piece = rest.prefix(lengths[pieces.count % lengths.count])
            pieces.append(Array(piece))
            rest = rest.dropFirst(piece.count)
        }
        return pieces
    }
}

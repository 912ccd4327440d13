import MockBoard
import TransportCore

/// Lines typed at a board's prompt, and its output until it has been silent for a while.
struct PromptConversation {
    let board: SimulatedBoard
    /// The output while it started, without carriage returns.
    let boot: String
    private let transport: any ByteTransport

    /// A board that has started, with a console without time costs if `isInstant`.
    init(
        _ line: FirmwareLine = .idf5,
        _ lua: LuaRelease? = nil,
        isInstant: Bool = false,
        _ change: (inout BoardConfiguration) throws -> Void = { _ in }
    ) async throws {
        var configuration = BoardConfiguration(firmware: SampleImage(version: "1.0.0").bytes)
        (configuration.line, configuration.lua) = (line, lua ?? line.luaReleases.last ?? .lua51)
        if isInstant { configuration.timing = .instant }
        try change(&configuration)
        try await self.init(SimulatedBoard(configuration))
    }

    /// A connection to a board, which may still be starting.
    init(_ board: SimulatedBoard) async throws {
        self.board = board
        transport = try await board.reconnect(within: .seconds(10))
        boot = try await Self.said(transport, within: .seconds(5)).withoutReturns
    }

    /// The output after the echo of a line.
    func answer(to line: String, within quiet: Duration = .milliseconds(200)) async throws -> String {
        let text = try await typing(line + "\n", within: quiet)
        guard let echo = text.firstRange(of: line) else { return text }
        return String(text[echo.upperBound...].drop { $0.isNewline })
    }

    /// The board's output when these characters are typed, one byte each, without carriage returns.
    func typing(_ characters: String, within quiet: Duration = .milliseconds(200)) async throws -> String {
        try await bytes(typing: characters.unicodeScalars.map { UInt8($0.value) }, within: quiet).withoutReturns
    }

    /// The same with bytes.
    func bytes(typing bytes: [UInt8], within quiet: Duration = .milliseconds(200)) async throws -> [UInt8] {
        try await transport.write(bytes, until: transport.deadline(after: .seconds(1)))
        return try await Self.said(transport, within: quiet)
    }

    /// The board's output without input.
    func listening(for quiet: Duration) async throws -> String {
        try await Self.said(transport, within: quiet).withoutReturns
    }

    /// Changes the rate of the host's side.
    func setRate(_ baud: Int) async throws {
        try await (transport as? any SerialControl)?.setBaud(baud)
    }

    // A board that never falls silent is read for a limited time.
    private static func said(_ transport: any ByteTransport, within quiet: Duration) async throws -> [UInt8] {
        var said: [UInt8] = []
        let end = await transport.deadline(after: quiet + .seconds(10))
        while await transport.now < end {
            let bytes = try await transport.read(until: transport.deadline(after: quiet))
            if bytes.isEmpty { break }
            said += bytes
        }
        return said
    }
}

extension [UInt8] {
    /// The bytes as one character each, without carriage returns.
    var withoutReturns: String {
        String(String.UnicodeScalarView(filter { $0 != 0x0D }.map { Unicode.Scalar($0) }))
    }
}

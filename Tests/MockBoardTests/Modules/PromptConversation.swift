import MockBoard
import TransportCore

/// Lines typed at a board's prompt, and what it says until it has been quiet for a while.
struct PromptConversation {
    private let transport: any ByteTransport

    /// A board that has come up, on a console that costs no time where `isInstant`.
    init(
        _ line: FirmwareLine = .idf5,
        _ lua: LuaRelease = .lua53,
        isInstant: Bool = false
    ) async throws {
        var configuration = BoardConfiguration(firmware: SampleImage(version: "1.0.0").bytes)
        (configuration.line, configuration.lua) = (line, lua)
        if isInstant { configuration.timing = .instant }
        transport = try await SimulatedBoard(configuration).connect()
        _ = try await said(within: .seconds(5))
    }

    /// What follows the echo of a line.
    func answer(to line: String, within quiet: Duration = .milliseconds(200)) async throws -> String {
        try await transport.write(Array((line + "\n").utf8), until: transport.deadline(after: .seconds(1)))
        let text = try await said(within: quiet)
        guard let echo = text.firstRange(of: line) else { return text }
        return String(text[echo.upperBound...].drop { $0.isNewline })
    }

    private func said(within quiet: Duration) async throws -> String {
        var said: [UInt8] = []
        while true {
            let bytes = try await transport.read(until: transport.deadline(after: quiet))
            if bytes.isEmpty { return String(decoding: said.filter { $0 != 0x0D }, as: UTF8.self) }
            said += bytes
        }
    }
}

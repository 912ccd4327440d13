package import LuaREPL
import OTAUpgrade
package import TransportCore

/// Asks a console for its prompt, at other line rates too, and records what it shows instead.
///
/// A board that does not answer is sent only a probe, and its modem lines are left alone.
package struct ConsoleExaminer: Sendable {
    /// The rates that are tried if the prompt does not answer.
    static let rates = BoardConnection.firmwareRates + BoardConnection.usualRates
    /// The time limit for the prompt at each of these rates.
    static let patience = Duration.milliseconds(1200)

    private let connector: any TransportConnector
    private let baud: Int
    private let limit: Duration
    private let token: DialogueToken

    /// Makes an examiner; nothing is opened yet.
    /// - Parameters:
    ///   - connector: What opens the port.
    ///   - baud: The rate at which it opens the port, in bits per second.
    ///   - limit: The time limit for the prompt.
    ///   - token: What marks the board's answers.
    package init(_ connector: any TransportConnector, baud: Int, limit: Duration = .seconds(10), token: DialogueToken) {
        self.connector = connector
        self.baud = baud
        self.limit = limit
        self.token = token
    }

    /// Looks at the console and closes the port again.
    ///
    /// Does not throw: problems are part of the facts.
    package func facts() async -> ConsoleFacts {
        var facts = ConsoleFacts(baud: baud)
        do throws(ConsoleFailure) {
            try await connector.withTransport { transport throws(ConsoleFailure) in
                try await findPrompt(on: transport, &facts)
            } orElse: {
                ConsoleFailure(.notOpened($0))
            }
        } catch {
            facts.silence = error.silence
            return facts
        }
        do {
            facts.report = try await BoardConnection.withBoard(connector, token: token) { board throws(UpgradeError) in
                try await board.examine(within: limit)
            }
        } catch {
            facts.silence = .examination(error)
        }
        return facts
    }

    private func findPrompt(on transport: any ByteTransport, _ facts: inout ConsoleFacts) async throws(ConsoleFailure) {
        let dialogue = REPLDialogue(transport: transport, token: token)
        do {
            try await dialogue.synchronise(within: limit)
            facts.resets = await dialogue.monitor.resets
        } catch {
            facts.resets = await dialogue.monitor.resets
            // A server may accept the connection and only then report that it has no port for it.
            if case .link(let refusal) = error, [.noDevice, .busy].contains(refusal.code) {
                throw ConsoleFailure(.notOpened(refusal))
            }
            if case .noPrompt(let evidence) = error, !evidence.sawEcho, !evidence.isReadable {
                await tryOtherRates(on: transport, &facts)
            }
            throw ConsoleFailure(.dialogue(error))
        }
    }

    private func tryOtherRates(on transport: any ByteTransport, _ facts: inout ConsoleFacts) async {
        guard let line = transport as? any SerialControl else { return }
        for rate in Self.rates where rate != baud {
            guard (try? await line.setBaud(rate)) != nil else { continue }
            facts.triedBauds.append(rate)
            let dialogue = REPLDialogue(transport: line, token: token)
            guard (try? await dialogue.synchronise(within: Self.patience)) != nil else { continue }
            facts.answeringBaud = rate
            return
        }
    }
}

/// A typed error that leaves the scope in which the port is open.
private struct ConsoleFailure: Error {
    var silence: ConsoleFacts.Silence

    init(_ silence: ConsoleFacts.Silence) {
        self.silence = silence
    }
}

extension PromptEvidence {
    /// Whether the received bytes are text at this rate.
    var isReadable: Bool {
        bytes > 0 && !isGarbage
    }
}

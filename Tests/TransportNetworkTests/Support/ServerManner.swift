import TransportNetwork

/// How a server of the tests behaves.
struct ServerManner: Sendable {
    /// Whether it speaks telnet.
    var isTelnet = true
    /// Whether it supports option 44.
    var knowsComPort = true
    /// What it sends as soon as a client is connected.
    var greeting: [UInt8] = []
    /// Its answer to a command of a client.
    var answers: @Sendable (COMPortOption) -> [COMPortOption] = { [$0] }

    static let raw = ServerManner(isTelnet: false)
    /// Repeats every command.
    static let repeatsAll = ServerManner()
    /// Answers only rates.
    static let answersRates = ServerManner { command in
        if case .setBaudRate = command { [command] } else { [] }
    }
    static let answersNothing = ServerManner { _ in [] }
    static let refusesComPort = ServerManner(knowsComPort: false)
    /// Runs at 9600, whatever is requested.
    static let isFixed = ServerManner { command in
        if case .setBaudRate = command { [.setBaudRate(9600)] } else { [command] }
    }
}

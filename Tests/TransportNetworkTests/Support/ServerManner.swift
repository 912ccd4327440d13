import TransportNetwork

/// How a server of the tests behaves.
struct ServerManner: Sendable {
    /// Whether it speaks telnet.
    var isTelnet = true
    /// Whether it knows option 44.
    var knowsComPort = true
    /// What it says as soon as somebody is connected.
    var greeting: [UInt8] = []
    /// What it answers to a command of a client.
    var answers: @Sendable (COMPortOption) -> [COMPortOption] = { [$0] }

    static let raw = ServerManner(isTelnet: false)
    /// Repeats every command.
    static let repeatsAll = ServerManner()
    /// Answers rates, and nothing else.
    static let answersRates = ServerManner { command in
        if case .setBaudRate = command { [command] } else { [] }
    }
    static let answersNothing = ServerManner { _ in [] }
    static let refusesComPort = ServerManner(knowsComPort: false)
    /// Runs at 9600, whatever it is asked for.
    static let isFixed = ServerManner { command in
        if case .setBaudRate = command { [.setBaudRate(9600)] } else { [command] }
    }
}

import ArgumentParser
import TransportCore

/// Where the board is found.
struct ConnectionOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The board's console: a path, socket://HOST:PORT or rfc2217://HOST:PORT.",
            discussion: "Without it the serial ports are probed, and the one NodeMCU board that answers is taken.",
            valueName: "port"
        ),
        completion: .file(),
        transform: Self.address
    )
    var port: TransportAddress?

    @Option(help: ArgumentHelp("The line rate of a serial port, in bits per second.", valueName: "bps"))
    var baud = 115_200

    @Option(help: ArgumentHelp("How long a prompt may take to answer.", valueName: "seconds"))
    var connectTimeout = Seconds(15)

    @OptionGroup
    var trace: TraceOptions

    /// Whether they say which board is meant.
    var namesABoard: Bool { port != nil }

    mutating func validate() throws {
        guard (50...20_000_000).contains(baud) else {
            throw ValidationError("--baud takes a rate between 50 and 20000000, not \(baud).")
        }
    }

    private static func address(_ text: String) throws -> TransportAddress {
        switch TransportAddress(text) {
        case .simulated, nil:
            throw ValidationError("“\(text)” is neither a path nor socket://HOST:PORT nor rfc2217://HOST:PORT.")
        case .some(let address):
            return address
        }
    }
}

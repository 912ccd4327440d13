import ArgumentParser
import DeviceDiscovery
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

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The board's device: serial:TEXT, path:1-2.3, usb:VID:PID, mac:ADDRESS, name:NAME or a path.",
            discussion: """
                A serial number may be given by its beginning; :if01 behind it, behind a path or behind the ids names the \
                interface of a device with several ports, :port2 the port of an interface with several. It is found under any name that it has, also after a restart.
                """,
            valueName: "selector"
        ),
        transform: Self.selector
    )
    var device: DeviceSelector?

    @Option(
        help: ArgumentHelp("The bench's inventory, which says what name:NAME is.", valueName: "file"),
        completion: .file(extensions: ["toml"])
    )
    var inventory: String?

    @Option(help: ArgumentHelp("How long to wait for a board that is not plugged in yet.", valueName: "seconds"))
    var wait: Seconds?

    @Option(help: ArgumentHelp("The line rate of a serial port, in bits per second.", valueName: "bps"))
    var baud = Self.usualBaud

    @Option(help: ArgumentHelp("How long a prompt may take to answer.", valueName: "seconds"))
    var connectTimeout = Seconds(15)

    @OptionGroup
    var trace: TraceOptions

    /// The line rate that NodeMCU is built for, as a rule.
    static let usualBaud = 115_200

    /// Whether they say which board is meant.
    var namesABoard: Bool { port != nil || device != nil }

    /// What the inventory calls the board; `nil` where it was not named so.
    var boardName: String? {
        if case .name(let name) = device?.criterion { name } else { nil }
    }

    /// Where the board is, as it was given; a word of its own where that was left open.
    var placeText: String { port?.description ?? device?.description ?? "board" }

    mutating func validate() throws {
        guard port == nil || device == nil else {
            throw ValidationError("--port and --device exclude each other: both say where the board is.")
        }
        try Self.check(baud: baud)
    }

    /// Refuses a line rate that no port has.
    static func check(baud: Int) throws {
        guard (50...20_000_000).contains(baud) else {
            throw ValidationError("--baud takes a rate between 50 and 20000000, not \(baud).")
        }
    }

    static func selector(_ text: String) throws -> DeviceSelector {
        guard let selector = DeviceSelector(text) else {
            throw ValidationError(
                "“\(text)” is neither serial:TEXT nor path:1-2.3, usb:VID:PID, mac:ADDRESS, name:NAME or a path."
            )
        }
        return selector
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

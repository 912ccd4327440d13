import ArgumentParser
import DeviceDiscovery
import Reports
import TransportCore

/// Where the board is.
struct ConnectionOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The board's console: a path, socket://HOST:PORT or rfc2217://HOST:PORT.",
            discussion: "Without it, the serial ports are probed, and the only NodeMCU board that answers is used.",
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
                The beginning of a serial number is enough. After a serial number, a path or the IDs, :if01 selects \
                the interface of a device with several ports, and :port2 the port of an interface with several. The \
                device is found under any name, also after a restart.
                """,
            valueName: "selector"
        ),
        transform: Self.selector
    )
    var device: DeviceSelector?

    @Option(
        help: ArgumentHelp("The bench's inventory, which defines name:NAME.", valueName: "file"),
        completion: .file(extensions: ["toml"])
    )
    var inventory: String?

    @Option(help: ArgumentHelp("How long to wait for a board that is not plugged in yet.", valueName: "seconds"))
    var wait: Seconds?

    @Option(help: ArgumentHelp("The line rate of a serial port, in bits per second.", valueName: "bps"))
    var baud = Advice.usualBaud

    @Option(help: ArgumentHelp("How long a prompt may take to answer.", valueName: "seconds"))
    var connectTimeout = Seconds(15)

    @OptionGroup
    var trace: TraceOptions

    /// Whether the options name a board.
    var namesABoard: Bool { port != nil || device != nil }

    /// The board's name in the inventory; `nil` if it was not selected by name.
    var boardName: String? {
        if case .name(let name) = device?.criterion { name } else { nil }
    }

    /// Where the board is, as the user gave it; `board` if the user did not.
    var placeText: String { port?.description ?? device?.description ?? "board" }

    mutating func validate() throws {
        guard port == nil || device == nil else {
            throw ValidationError("--port and --device cannot be combined: both say where the board is.")
        }
        try Self.check(baud: baud)
    }

    /// Refuses a line rate that no port supports.
    static func check(baud: Int) throws {
        guard (50...20_000_000).contains(baud) else {
            throw ValidationError("--baud takes a rate between 50 and 20000000, not \(baud).")
        }
    }

    static func selector(_ text: String) throws -> DeviceSelector {
        guard let selector = DeviceSelector(text) else {
            throw ValidationError(
                "“\(text)” is not a selector: serial:TEXT, path:1-2.3, usb:VID:PID, mac:ADDRESS, name:NAME or a path."
            )
        }
        return selector
    }

    private static func address(_ text: String) throws -> TransportAddress {
        switch TransportAddress(text) {
        case .simulated, nil:
            throw ValidationError("“\(text)” is not a path, socket://HOST:PORT or rfc2217://HOST:PORT.")
        case .some(let address):
            return address
        }
    }
}

extension ConnectionOptions {
    /// The advice for the same board.
    var advice: Advice {
        var options: [String] = []
        if let port { options += ["--port", port.description] }
        if let device { options += ["--device", device.description] }
        if boardName != nil, let inventory { options += ["--inventory", inventory] }
        if baud != Advice.usualBaud { options += ["--baud", "\(baud)"] }
        return Advice(options: options, address: port)
    }
}

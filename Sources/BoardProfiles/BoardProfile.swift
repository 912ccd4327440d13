public import ESPImage
public import TransportCore

/// The facts about one kind of board.
public struct BoardProfile: Sendable, Hashable {
    /// The name that selects it, `esp32-devkitc-v4`.
    public var name: String
    /// The board's name as the manufacturer writes it.
    public var title: String
    /// The chip on it; `nil` for an adapter that works with any.
    public var chip: Chip?
    /// Versions and modules of the board with the same facts.
    public var variants: [String] = []
    /// The flash sizes with which it is sold, in megabytes; empty if they are not known.
    public var flashMegabytes: [Int] = []
    /// Where the Lua prompt is, unless a port says otherwise.
    public var console: BoardConsole
    /// How DTR and RTS reset it, unless a port says otherwise.
    public var reset: ResetCircuit
    /// Whether the board, or at least some of its revisions, resets when its port is opened.
    public var opensReset = false
    /// The GPIO that selects download mode if it is low at a reset; `nil` if it is not known.
    public var bootPin: Int?
    /// The rate at which its console starts, in baud.
    public var defaultBaud = Self.usualBaud
    /// The highest reliable rate, in baud; `nil` if that is not known, or if the port has no rate.
    public var highestBaud: Int?
    /// Its USB ports; empty if it has none.
    public var ports: [BoardPort] = []
    /// How it differs from other boards, one sentence each.
    public var quirks: [String] = []
    /// The source of the facts.
    public var source: String
    /// The reliability of the facts.
    public var confidence: ProfileConfidence

    /// The rate at which NodeMCU's console starts, in baud.
    public static let usualBaud = 115_200

    /// Makes a profile from the required facts.
    public init(
        name: String,
        title: String,
        chip: Chip? = nil,
        console: BoardConsole = .uart0,
        reset: ResetCircuit,
        source: String,
        confidence: ProfileConfidence
    ) {
        self.name = name
        self.title = title
        self.chip = chip
        self.console = console
        self.reset = reset
        self.source = source
        self.confidence = confidence
    }
}

extension BoardProfile {
    /// The board's port that matches a USB device; `nil` if none does.
    /// - Parameter interface: the interface of the device's port; `nil`, if it is not known, matches any.
    public func port(vendor: UInt16, product: UInt16, interface: UInt8? = nil) -> BoardPort? {
        ports.first { $0.usb.matches(vendor: vendor, product: product, interface: interface) }
    }
}

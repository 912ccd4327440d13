public import ESPImage
public import TransportCore

/// What is known of one kind of board.
public struct BoardProfile: Sendable, Hashable {
    /// The name that it is chosen by, `esp32-devkitc-v4`.
    public var name: String
    /// The board's name as its maker writes it.
    public var title: String
    /// The chip on it; `nil` for an adapter that takes any.
    public var chip: Chip?
    /// Versions and modules of the board that the same facts hold for.
    public var variants: [String] = []
    /// The sizes of flash that it is sold with, in megabytes; empty where they are not known.
    public var flashMegabytes: [Int] = []
    /// Where the Lua prompt is, unless a port says otherwise.
    public var console: BoardConsole
    /// How DTR and RTS reset it, unless a port says otherwise.
    public var reset: ResetCircuit
    /// Whether the board resets when its port is opened, on some of its revisions at least.
    public var opensReset = false
    /// The GPIO that selects the download mode while it is low at a reset; `nil` where it is not known.
    public var bootPin: Int?
    /// The rate at which its console starts, in baud.
    public var defaultBaud = Self.usualBaud
    /// The highest rate that it carries reliably, in baud; `nil` where that is not known, or where the port has no rate.
    public var highestBaud: Int?
    /// Its ports on USB; empty where it has none.
    public var ports: [BoardPort] = []
    /// What is unlike other boards, one sentence each.
    public var quirks: [String] = []
    /// Where the facts are from.
    public var source: String
    /// How sure they are.
    public var confidence: ProfileConfidence

    /// The rate at which NodeMCU's console starts, in baud.
    public static let usualBaud = 115_200

    /// Makes a profile from what every profile has.
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
    /// The port of the board that a device on USB may be; `nil` where it is none of them.
    /// - Parameter interface: the interface of the device that carries the port; `nil`, where it is not known, fits any.
    public func port(vendor: UInt16, product: UInt16, interface: UInt8? = nil) -> BoardPort? {
        ports.first { $0.usb.matches(vendor: vendor, product: product, interface: interface) }
    }
}

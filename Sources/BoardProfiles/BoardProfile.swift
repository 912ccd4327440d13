package import ESPImage
package import TransportCore

/// The facts about one kind of board.
package struct BoardProfile: Sendable, Hashable {
    /// The name that selects it, `esp32-devkitc-v4`.
    package var name: String
    /// The board's name as the manufacturer writes it.
    package var title: String
    /// The chip on it; `nil` for an adapter that works with any.
    package var chip: Chip?
    /// Versions and modules of the board with the same facts.
    package var variants: [String] = []
    /// The flash sizes with which it is sold, in megabytes; empty if they are not known.
    package var flashMegabytes: [Int] = []
    /// Where the Lua prompt is, unless a port says otherwise.
    package var console: BoardConsole
    /// How DTR and RTS reset it, unless a port says otherwise.
    package var reset: ResetCircuit
    /// Whether the board, or at least some of its revisions, resets when its port is opened.
    package var opensReset = false
    /// The GPIO that selects download mode if it is low at a reset; `nil` if it is not known.
    package var bootPin: Int?
    /// The rate at which its console starts, in baud.
    package var defaultBaud = Self.usualBaud
    /// The highest reliable rate, in baud; `nil` if that is not known, or if the port has no rate.
    package var highestBaud: Int?
    /// Its USB ports; empty if it has none.
    package var ports: [BoardPort] = []
    /// How it differs from other boards, one sentence each.
    package var quirks: [String] = []
    /// The source of the facts.
    package var source: String
    /// The reliability of the facts.
    package var confidence: ProfileConfidence

    /// The rate at which NodeMCU's console starts, in baud.
    package static let usualBaud = 115_200

    /// Makes a profile from the required facts.
    package init(
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
    package func port(vendor: UInt16, product: UInt16, interface: UInt8? = nil) -> BoardPort? {
        ports.first { $0.usb.matches(vendor: vendor, product: product, interface: interface) }
    }
}

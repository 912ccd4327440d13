/// Why a selector does not lead to one device.
public struct SelectorError: Error, Sendable, Hashable {
    /// What kind of thing went wrong.
    public var code: Code
    /// What was asked for.
    public var selector: DeviceSelector
    /// The devices that are meant by it, where there are several.
    public var matching: [SerialDevice]
    /// The devices that were there.
    public var present: [SerialDevice]

    /// The kinds of failure.
    public enum Code: Sendable, Hashable {
        /// No device is meant by it.
        case noDevice
        /// Several are.
        case ambiguous
        /// It is a name, and names are the inventory's.
        case needsInventory
        /// The task that waited was cancelled.
        case cancelled
    }

    /// Makes an error from its facts.
    public init(
        _ code: Code,
        _ selector: DeviceSelector,
        matching: [SerialDevice] = [],
        present: [SerialDevice] = []
    ) {
        self.code = code
        self.selector = selector
        self.matching = matching
        self.present = present
    }

    /// What selects each of the devices that are meant, or that are there where none is, in their order.
    public var suggestions: [DeviceSelector] {
        (matching.isEmpty ? present : matching).map { $0.distinctiveSelector(among: present) }
    }

    /// What happened: facts, in whole sentences.
    public var message: String {
        switch code {
        case .noDevice: "No device of this host is \(selector)."
        case .ambiguous: "\(matching.count) ports are \(selector)."
        case .needsInventory: "No inventory says what \(selector) is."
        case .cancelled: "Waiting for \(selector) was cancelled."
        }
    }

    /// What to do next.
    public var nextStep: String {
        switch code {
        case .noDevice:
            "Check cable and power; `otaflash ports` lists what is there, and --wait waits for what is plugged in later."
        case .ambiguous: "Say which one is meant."
        case .needsInventory: "Name the board by serial:, path: or usb: instead; `otaflash ports` lists what is there."
        case .cancelled: "Run the command again."
        }
    }
}

extension SelectorError: CustomStringConvertible {
    /// The facts and the next step, in one line.
    public var description: String {
        "\(message) \(nextStep)"
    }
}

/// Why a selector does not select exactly one device.
public struct SelectorError: Error, Sendable, Hashable {
    /// The kind of failure.
    public var code: Code
    /// The selector.
    public var selector: DeviceSelector
    /// The devices that match it, if there are several.
    public var matching: [SerialDevice]
    /// The devices that were connected.
    public var present: [SerialDevice]

    /// The kinds of failure; later versions can add some.
    public enum Code: Sendable, Hashable {
        /// No device matches.
        case noDevice
        /// Several devices match.
        case ambiguous
        /// It is a name, and only an inventory has names.
        case needsInventory
        /// The waiting task was cancelled.
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

    /// A selector for each device that matches, or for each connected device if none matches, in order.
    public var suggestions: [DeviceSelector] {
        (matching.isEmpty ? present : matching).map { $0.distinctiveSelector(among: present) }
    }

    /// What happened: facts, in complete sentences.
    public var message: String {
        switch code {
        case .noDevice: "No device on this host matches \(selector)."
        case .ambiguous: "\(matching.count) ports match \(selector)."
        case .needsInventory: "No inventory defines \(selector)."
        case .cancelled: "Waiting for \(selector) was cancelled."
        }
    }

    /// What to do next.
    public var nextStep: String {
        switch code {
        case .noDevice:
            "Check cable and power, or wait until the device is connected."
        case .ambiguous: "Say which one is meant."
        case .needsInventory: "Select it by its serial number, its place or its USB IDs instead."
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

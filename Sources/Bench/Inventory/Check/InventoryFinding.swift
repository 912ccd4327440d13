/// One thing that is to be known of an inventory: a mistake in it, or how the host stands to it.
public struct InventoryFinding: Error, Sendable, Hashable {
    /// Whether the file has to be corrected.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// The file is wrong, or does not fit this host.
        case mistake
        /// The file may be right; this is how things are now.
        case note
    }

    /// What was found; scripts go by these.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The file cannot be read, or is not text.
        case unreadable
        /// The text is not TOML.
        case invalidSyntax = "invalid-syntax"
        /// A key that no board has.
        case unknownKey = "unknown-key"
        /// A board without a name, or without a port and a device.
        case missingKey = "missing-key"
        /// A value of the wrong type, an empty one, or one that cannot be meant.
        case invalidValue = "invalid-value"
        /// Two boards have one name.
        case duplicateName = "duplicate-name"
        /// Two boards lead to one port.
        case samePlace = "same-place"
        /// No profile has that name.
        case unknownProfile = "unknown-profile"
        /// The profile is of a board with another chip.
        case chipMismatch = "chip-mismatch"
        /// The device selects several ports of this host.
        case severalDevices = "several-devices"
        /// The program that switches the power is not there.
        case powerHookNotFound = "power-hook-not-found"
        /// The board is not there now.
        case notThere = "not-there"
        /// Only the board itself can say whether it is the one.
        case asksBoard = "asks-board"
        /// Another process has the board's port open.
        case held
        /// This user may not open the board's port.
        case noPermission = "no-permission"

        /// Whether it is a mistake.
        public var severity: Severity {
            switch self {
            case .notThere, .asksBoard, .held, .noPermission: .note
            default: .mistake
            }
        }
    }

    /// What was found.
    public var code: Code
    /// The name of the board; `nil` where it is about none, or about one without a name.
    public var board: String?
    /// The key; `nil` where it is about none.
    public var key: String?
    /// The line of the file, counted from 1; `nil` where it is not known.
    public var line: Int?
    /// The facts, in whole sentences.
    public var message: String
    /// What to do about it.
    public var nextStep: String

    /// Makes a finding from its facts.
    public init(
        _ code: Code,
        board: String? = nil,
        key: String? = nil,
        line: Int? = nil,
        _ message: String,
        nextStep: String = "Correct it; Documentation/Inventory.md tells the keys."
    ) {
        self.code = code
        self.board = board
        self.key = key
        self.line = line
        self.message = message
        self.nextStep = nextStep
    }
}

/// One finding about an inventory: a mistake in it, or a fact about the host.
package struct InventoryFinding: Error, Sendable, Hashable {
    /// Whether the file must be corrected.
    package enum Severity: String, Sendable, Hashable, CaseIterable {
        /// The file is wrong, or does not fit this host.
        case mistake
        /// The file may be correct; this is the current state of the host.
        case note
    }

    /// What was found; scripts rely on these codes.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// The file cannot be read, or is not text.
        case unreadable
        /// The text is not TOML.
        case invalidSyntax = "invalid-syntax"
        /// A key that boards do not have.
        case unknownKey = "unknown-key"
        /// A board without a name, or without a port and a device.
        case missingKey = "missing-key"
        /// A value that is empty, of the wrong type or not allowed.
        case invalidValue = "invalid-value"
        /// Two boards have the same name.
        case duplicateName = "duplicate-name"
        /// Two boards lead to the same port.
        case samePlace = "same-place"
        /// No profile has that name.
        case unknownProfile = "unknown-profile"
        /// The profile is for a board with another chip.
        case chipMismatch = "chip-mismatch"
        /// The device selector matches several ports of this host.
        case severalDevices = "several-devices"
        /// The program that switches the power does not exist.
        case powerHookNotFound = "power-hook-not-found"
        /// The board is not connected now.
        case notThere = "not-there"
        /// Only the board itself can confirm its identity.
        case asksBoard = "asks-board"
        /// Another process has the board's port open.
        case held
        /// This user does not have permission to open the board's port.
        case noPermission = "no-permission"

        /// Whether it is a mistake.
        package var severity: Severity {
            switch self {
            case .notThere, .asksBoard, .held, .noPermission: .note
            default: .mistake
            }
        }
    }

    /// What was found.
    package var code: Code
    /// The name of the board; `nil` if the finding is about none, or about one without a name.
    package var board: String?
    /// The key; `nil` if the finding is about none.
    package var key: String?
    /// The line of the file, counted from 1; `nil` if it is not known.
    package var line: Int?
    /// Where the board is; `nil` for a finding about the text of the file alone.
    package var place: Inventory.Place?
    /// The facts, in complete sentences.
    package var message: String
    /// What to do about it.
    package var nextStep: String

    /// Makes a finding from its facts.
    package init(
        _ code: Code,
        board: String? = nil,
        key: String? = nil,
        line: Int? = nil,
        _ message: String,
        nextStep: String = "Correct it; Documentation/Inventory.md lists the keys."
    ) {
        self.code = code
        self.board = board
        self.key = key
        self.line = line
        self.message = message
        self.nextStep = nextStep
    }
}

/// What the bootloader and the application know about the image in an OTA slot.
///
/// The numbers are those of ESP-IDF's `esp_ota_img_states_t`, the words those of NodeMCU's `otaupgrade.info()`
/// (`nodemcu-firmware dev-esp32 otaupgrade.c`).
public enum OTAImageState: UInt32, Sendable, Hashable, CaseIterable {
    /// Written, and not booted since; the bootloader lets it boot once.
    case new = 0
    /// Booted for the first time and not accepted yet; the next boot aborts it. NodeMCU's word is `testing`.
    case pendingVerify = 1
    /// Accepted.
    case valid = 2
    /// Refused by the application itself.
    case invalid = 3
    /// Refused by the bootloader: it was booted once and not accepted before the next boot.
    case aborted = 4
    /// Nothing is tracked; it always boots. An application without rollback support writes this state.
    case undefined = 0xFFFF_FFFF

    /// The word that `otaupgrade.info()` uses.
    public var word: String {
        switch self {
        case .new: "new"
        case .pendingVerify: "testing"
        case .valid: "valid"
        case .invalid: "invalid"
        case .aborted: "aborted"
        case .undefined: "undefined"
        }
    }

    /// Finds a state by NodeMCU's word.
    public init?(word: some StringProtocol) {
        guard let state = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = state
    }
}

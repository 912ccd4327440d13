import LuaREPL
package import OTAUpgrade

extension OTAStatus {
    /// What should be known before going back; `nil` if the slot to go back to runs already, or there is none.
    package var rollbackCaution: String? {
        guard let slot = rollbackTarget, !isKnownWhole(slot) else { return nil }
        let firmware = slot.description.map { " (\($0.name) \($0.version))" } ?? ""
        return "Note: going back to \(slot.label)\(firmware), which is unverified: ".printable
            + "an aborted upgrade can have left it incomplete. The board checks it first."
    }
}

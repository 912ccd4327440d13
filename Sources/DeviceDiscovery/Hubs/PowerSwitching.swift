/// How a hub switches the power of its ports (USB 2.0, table 11-13, `wHubCharacteristics` bits 0 and 1).
package enum PowerSwitching: String, Sendable, Hashable, CaseIterable {
    /// All ports at once.
    case ganged
    /// Each port individually.
    case individual
    /// Not at all.
    case none
}

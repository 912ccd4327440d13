package import DeviceDiscovery

/// The action of `power`.
package enum PowerVerb: String, CaseIterable, Sendable {
    case list, off, on, cycle, reset

    /// What the verb does to a port; `nil` if it switches none.
    package func action(off duration: Duration) -> PowerAction? {
        switch self {
        case .list, .reset: nil
        case .off: .off
        case .on: .on
        case .cycle: .cycle(off: duration)
        }
    }
}

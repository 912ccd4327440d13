import ArgumentParser
import DeviceDiscovery

/// The action of `power`.
enum PowerVerb: String, ExpressibleByArgument, CaseIterable, Sendable {
    case list, off, on, cycle, reset

    /// What the verb does to a port; `nil` if it switches none.
    func action(off duration: Duration) -> PowerAction? {
        switch self {
        case .list, .reset: nil
        case .off: .off
        case .on: .on
        case .cycle: .cycle(off: duration)
        }
    }
}

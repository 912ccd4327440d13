import ArgumentParser
import DeviceDiscovery

/// What `power` is to do.
enum PowerVerb: String, ExpressibleByArgument, CaseIterable, Sendable {
    case list, off, on, cycle, reset

    /// What the verb does to a port; `nil` where it switches none.
    func action(off duration: Duration) -> PowerAction? {
        switch self {
        case .list, .reset: nil
        case .off: .off
        case .on: .on
        case .cycle: .cycle(off: duration)
        }
    }
}

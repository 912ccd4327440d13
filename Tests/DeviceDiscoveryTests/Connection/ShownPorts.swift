import DeviceDiscovery
import Synchronization

/// What one look after the other shows; the last stays.
final class ShownPorts: Sendable {
    private let shown: Mutex<[[SerialDevice]]>

    init(_ shown: [SerialDevice]...) {
        self.shown = Mutex(shown)
    }

    /// What the next look shows.
    func look() -> [SerialDevice] {
        shown.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? [] }
    }
}

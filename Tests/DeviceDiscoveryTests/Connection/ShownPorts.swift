import DeviceDiscovery
import Synchronization

/// The results of successive looks; the last one is repeated.
final class ShownPorts: Sendable {
    private let shown: Mutex<[[SerialDevice]]>

    init(_ shown: [SerialDevice]...) {
        self.shown = Mutex(shown)
    }

    /// The result of the next look.
    func look() -> [SerialDevice] {
        shown.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? [] }
    }
}

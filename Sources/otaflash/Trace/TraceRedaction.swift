import Bench
import OTAUpgrade
import Synchronization
import TransportCore
import TransportTrace

/// Keeps the image and the check out of a trace that is redacted.
final class TraceRedaction: Sendable {
    private let connector = Mutex<TracingConnector?>(nil)

    /// Covers what goes through a connector from now on, where that is traced.
    func cover(_ connector: any TransportConnector) {
        self.connector.withLock { $0 = connector as? TracingConnector }
    }

    /// Withholds what follows, or does so no longer, as the event says.
    func take(_ event: BoardEvent) {
        guard case .session(.phaseStarted(let phase, _)) = event.kind else { return }
        connector.withLock(\.self)?.withhold(phase == .write || phase == .check)
    }
}

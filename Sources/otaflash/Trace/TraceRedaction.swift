import Fleet
import OTAUpgrade
import Synchronization
import TransportCore
import TransportTrace

/// Keeps the image and the check out of a redacted trace.
final class TraceRedaction: Sendable {
    private let connector = Mutex<TracingConnector?>(nil)

    /// Redacts the traffic of a connector from now on, if it is traced.
    func cover(_ connector: any TransportConnector) {
        self.connector.withLock { $0 = connector as? TracingConnector }
    }

    /// Starts or stops withholding, depending on the event.
    func take(_ event: BoardEvent) {
        guard case .session(.phaseStarted(let phase, _)) = event.kind else { return }
        connector.withLock(\.self)?.withhold(phase == .write || phase == .check)
    }
}

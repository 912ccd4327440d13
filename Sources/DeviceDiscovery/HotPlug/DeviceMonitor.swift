import Dispatch
import Synchronization

/// Reports serial ports that come and go.
package struct DeviceMonitor: Sendable {
    private let catalog: PortCatalog

    /// Makes a monitor of this host.
    package init() {
        catalog = PortCatalog()
    }

    /// The ports that are present, and then their changes, in order.
    ///
    /// The stream ends with the task that reads it, and its socket is then closed. Containers and other network namespaces get
    /// no events (`netlink_kobject_uevent`), and see only the ports that were present at the start.
    /// - Returns: `nil` if the system has no socket to listen to.
    package func events() -> AsyncStream<DeviceEvent>? {
        guard let monitor = UdevMonitor() else { return nil }
        let listener = Listener(monitor, catalog)
        let (events, continuation) = AsyncStream<DeviceEvent>.makeStream()
        listener.start { continuation.yield($0) }
        continuation.onTermination = { _ in listener.stop() }
        return events
    }
}

extension DeviceMonitor {
    /// Reads a monitor's socket whenever there is something to read.
    private final class Listener: Sendable {
        private struct State: ~Copyable {
            var monitor: UdevMonitor
            var ledger = PortLedger()
            /// Set while it listens.
            var source: (any DispatchSourceRead)?
        }

        private let catalog: PortCatalog
        private let state: Mutex<State>

        init(_ monitor: consuming sending UdevMonitor, _ catalog: PortCatalog) {
            self.catalog = catalog
            state = Mutex(State(monitor: monitor))
        }

        /// Lists the present ports, then listens; the source retains the listener, and with it the socket, until `stop()`.
        func start(_ tell: @escaping @Sendable (DeviceEvent) -> Void) {
            let present = state.withLock { state in
                let source = DispatchSource.makeReadSource(fileDescriptor: state.monitor.descriptor)
                source.setEventHandler { self.read().forEach(tell) }
                source.setCancelHandler { _ = self }
                state.source = source
                return state.ledger.begin(with: catalog.ports())
            }
            present.forEach(tell)
            state.withLock { $0.source?.activate() }
        }

        func stop() {
            state.withLock { state in
                state.source?.cancel()
                state.source = nil
            }
        }

        private func read() -> [DeviceEvent] {
            state.withLock { state in
                // The socket's buffer is small: read all events before a port is opened or its holder is searched for.
                var told: [(action: String?, record: DeviceRecord?)] = []
                while let device = state.monitor.next() {
                    told.append((device.action, Self.record(of: device, state.monitor.context)))
                }
                return told.flatMap { Self.events($0.action, $0.record, catalog, &state.ledger) }
            }
        }

        /// An event contains only what its sender knew; the database and sysfs have all facts.
        private static func record(
            of device: borrowing UdevDevice,
            _ context: borrowing UdevContext
        ) -> DeviceRecord? {
            device.path.flatMap { UdevDevice(context, at: $0)?.record } ?? device.record
        }

        private static func events(
            _ action: String?,
            _ record: DeviceRecord?,
            _ catalog: PortCatalog,
            _ ledger: inout PortLedger
        ) -> [DeviceEvent] {
            switch action {
            case "add": ledger.add(record.flatMap(catalog.port))
            case "remove": record.map { ledger.remove($0.node) } ?? []
            default: []
            }
        }
    }
}

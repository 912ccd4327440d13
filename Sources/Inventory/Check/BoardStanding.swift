package import DeviceDiscovery
import TransportCore

/// A board of an inventory, and its current presence.
package struct BoardStanding: Sendable, Hashable {
    /// Where a board is now.
    package enum Presence: Sendable, Hashable {
        /// At this port.
        case port(SerialDevice)
        /// At this terminal, which is not a serial port, such as that of a mock board.
        case terminal(path: String)
        /// On the network; the server was not contacted.
        case network
        /// At one of these ports; which one is not known.
        case several([SerialDevice])
        /// Not here, unless one of the connected boards identifies itself as this one.
        case unknown
        /// Not here.
        case absent
    }

    /// The board.
    package var entry: BoardEntry
    /// Where it is.
    package var presence: Presence

    /// Makes a standing from its facts.
    package init(entry: BoardEntry, presence: Presence) {
        self.entry = entry
        self.presence = presence
    }

    /// Looks for a board; `nil` if its port or device is invalid.
    init?(_ entry: BoardEntry, on host: BenchHost) {
        guard let place = try? entry.place() else { return nil }
        self.init(entry: entry, presence: Self.presence(place, on: host))
    }

    private static func presence(_ place: Inventory.Place, on host: BenchHost) -> Presence {
        switch place {
        case .address(.terminal(path: let path)):
            if let device = host.device(at: path) { return .port(device) }
            return host.resolve(path).map { .terminal(path: $0) } ?? .absent
        case .address:
            return .network
        case .device(let selector):
            let devices = host.devices(selector)
            if devices.count > 1 { return .several(devices) }
            if let device = devices.first { return .port(device) }
            if case .node(let path) = selector.criterion, let node = host.resolve(path) {
                return .terminal(path: node)
            }
            return selector.needsAnswer ? .unknown : .absent
        }
    }
}

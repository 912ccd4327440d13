import BoardProfiles
import DeviceDiscovery
import ESPImage
import TransportCore

/// A board of an inventory with all facts that a format may need.
struct ExportedBoard: Sendable, Hashable {
    var entry: BoardEntry
    var place: Inventory.Place
    /// The port that it is at now; `nil` if it is not connected, or if the port is not certain.
    var device: SerialDevice?
    var profile: BoardProfile?
    var chip: Chip?

    var name: String { entry.name }
    /// The rate of its console.
    var baud: Int { profile?.defaultBaud ?? BoardProfile.usualBaud }
    var tags: [String] { entry.tags ?? [] }

    init?(_ entry: BoardEntry, on host: BenchHost, profiles catalog: ProfileCatalog) {
        guard let place = try? entry.place(), let standing = BoardStanding(entry, on: host) else { return nil }
        self.entry = entry
        self.place = place
        if case .port(let device) = standing.presence { self.device = device }
        profile = entry.profile.flatMap { name in catalog.profiles.first { $0.name == name } }
        chip = entry.chip.flatMap { Chip(name: $0) } ?? profile?.chip
    }

    /// The path in the inventory; `nil` if the inventory has a selector or a URL.
    var writtenPath: String? {
        switch place {
        case .address(.terminal(path: let path)): return path
        case .device(let selector):
            if case .node(let path) = selector.criterion { return path }
            return nil
        case .address: return nil
        }
    }

    /// The most stable path to its port: first the link for the property that its selector uses.
    var lastingPath: String? {
        if let writtenPath { return writtenPath }
        guard let device else { return nil }
        if case .device(let selector) = place, case .serial = selector.criterion, let link = device.byID.first {
            return link
        }
        return device.byPath.first ?? device.byID.first ?? device.path
    }
}

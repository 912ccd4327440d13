import BoardProfiles
import DeviceDiscovery
import ESPImage
import TransportCore

/// A board of an inventory with all that a format may want to say of it.
struct ExportedBoard: Sendable, Hashable {
    var entry: BoardEntry
    var place: Inventory.Place
    /// The one port that it is at now; `nil` where it is not here, or where that is not sure.
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

    /// The path that the inventory has; `nil` where it has a selector or a URL.
    var writtenPath: String? {
        switch place {
        case .address(.terminal(path: let path)): return path
        case .device(let selector):
            if case .node(let path) = selector.criterion { return path }
            return nil
        case .address: return nil
        }
    }

    /// A path that leads to its port now, and that lasts as far as one does: what its selector goes by comes first.
    var lastingPath: String? {
        if let writtenPath { return writtenPath }
        guard let device else { return nil }
        if case .device(let selector) = place, case .serial = selector.criterion, let link = device.byID.first {
            return link
        }
        return device.byPath.first ?? device.byID.first ?? device.path
    }
}

import DeviceDiscovery
import TransportCore

/// Which board claims which port, so that no two boards share one.
struct PlaceOwners: Sendable {
    private var owners: [String: String] = [:]

    /// Claims a board's port.
    /// - Returns: one finding for each other board that has already claimed the port.
    mutating func claim(_ board: BoardStanding) -> [InventoryFinding] {
        let name = board.entry.name
        var others: [String] = []
        var findings: [InventoryFinding] = []
        for (place, title) in places(of: board) {
            guard let other = owners[place] else {
                owners[place] = name
                continue
            }
            guard other != name, !others.contains(other) else { continue }
            others.append(other)
            findings.append(
                InventoryFinding(
                    .samePlace,
                    board: name,
                    key: (board.entry.port == nil ? BoardEntry.Key.device : .port).rawValue,
                    "\(name) leads to \(title), and so does \(other).",
                    nextStep: "Remove one of them, or correct the port or device of one."
                )
            )
        }
        return findings
    }

    /// The keys of the board's place, each with its name for people.
    private func places(of board: BoardStanding) -> [(String, String)] {
        guard let place = try? board.entry.place() else { return [] }
        let written =
            switch place {
            case .address(.terminal(path: let path)): (path, path)
            // A raw connection and RFC 2217 at the same host and port lead to the same board.
            case .address(.socket(let host, let port)), .address(.rfc2217(let host, let port)):
                ("\(host.lowercased()):\(port)", "\(host), port \(port)")
            case .address(.simulated(let name)): (name, name)
            case .device(let selector): (Self.key(selector), selector.description)
            }
        switch board.presence {
        case .port(let device): return [written, (device.path, device.path)]
        case .several(let devices): return [written] + devices.map { ($0.path, $0.path) }
        case .terminal(let path): return [written, (path, path)]
        case .network, .absent, .unknown: return [written]
        }
    }

    /// Selectors are case-insensitive, but paths are not.
    private static func key(_ selector: DeviceSelector) -> String {
        if case .node(let path) = selector.criterion { path } else { selector.description.lowercased() }
    }
}

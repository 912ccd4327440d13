import DeviceDiscovery
import TransportCore

/// Which board has which port, so that no second one gets it.
struct PlaceOwners: Sendable {
    private var owners: [String: String] = [:]

    /// Gives a board its port.
    /// - Returns: for each other board that has it already, once, that both lead there.
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
                    key: (board.entry.port == nil ? BoardEntry.CodingKeys.device : .port).rawValue,
                    "\(name) leads to \(title), and so does \(other).",
                    nextStep: "Take one of them out, or say where each is."
                )
            )
        }
        return findings
    }

    /// What the board's place is known by, each with what people call it.
    private func places(of board: BoardStanding) -> [(String, String)] {
        guard let place = try? board.entry.place() else { return [] }
        let written =
            switch place {
            case .address(.terminal(path: let path)): (path, path)
            // A raw connection and RFC 2217 at one port of one host lead to one board.
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

    /// Selectors mean the same in letters of either case, but paths do not.
    private static func key(_ selector: DeviceSelector) -> String {
        if case .node(let path) = selector.criterion { path } else { selector.description.lowercased() }
    }
}

import BoardProfiles
import DeviceDiscovery
import Diagnosis
import Fleet
import Inventory
import LuaREPL
import OTAUpgrade
import Reports
import TerminalUI
import TransportCore

/// Gathers facts about the host, its ports and its boards, and has `Doctor` judge them.
struct DoctorRun: Sendable {
    var search: PortSearch
    /// Opens the one port that was named; `nil` examines all ports of this host.
    var connector: (any TransportConnector)?
    /// The known kinds of boards.
    var profiles: ProfileCatalog
    /// Whether boards are asked, which opens their ports.
    var asksBoards = true
    var inspector = HostInspector()

    /// All findings: first the host, then port by port.
    func report() async -> DoctorReport {
        let doctor = Doctor(rulesText: UdevRules(profiles.profiles).text)
        let host = inspector.facts()
        let devices = search.catalog.ports()
        let ports = facts(of: devices)
        var findings = doctor.findings(of: host, ports: connector == nil ? devices : ports.compactMap(\.device))
        if connector != nil { findings.removeAll { $0.code == .noPorts } }
        var perPort = ports.map { doctor.findings(of: $0, host: host) }
        if asksBoards {
            let free = ports.indices.filter { index in !perPort[index].contains { $0.severity == .problem } }
            let consoles = await consoles(free.map { ($0, ports[$0]) })
            for (index, facts) in consoles {
                let found = doctor.findings(of: facts, port: ports[index])
                // A port of an unknown kind may have no board, so its silence is no finding.
                perPort[index] += isKnown(ports[index]) ? found : found.filter { $0.severity == .problem }
            }
            if connector == nil, !devices.isEmpty { findings += doctor.absence(among: consoles.map(\.1), perPort) }
        }
        findings += perPort.joined()
        return DoctorReport(ports: ports.map(\.path), findings: findings, hasAsked: asksBoards)
    }

    /// Whether a board is expected at the port, or its device is one that boards have.
    private func isKnown(_ port: PortFacts) -> Bool {
        port.isExpected || port.device.map { !profiles.names(of: $0).isEmpty } ?? false
    }

    private func facts(of devices: [SerialDevice]) -> [PortFacts] {
        guard let connector else {
            // A PC's own UART, a JTAG port or a GNSS receiver is not a board; an upgrade probes them all the same.
            let known = devices.filter { !profiles.names(of: $0).isEmpty }
            return (known.isEmpty ? devices : known).map { device in
                var facts = PortFacts(inspecting: device.path, device: device)
                facts.isExpected = false
                return facts
            }
        }
        let path = connector.address.description
        return [PortFacts(inspecting: path, device: search.catalog.device(at: connector.address))]
    }

    private func consoles(_ ports: [(Int, PortFacts)]) async -> [(Int, ConsoleFacts)] {
        await withTaskGroup(of: (Int, ConsoleFacts).self) { group in
            for (index, port) in ports {
                let connector = connector ?? PortConnector(.terminal(path: port.path), baud: search.baud)
                let examiner = ConsoleExaminer(connector, baud: search.baud, limit: search.limit, token: search.token)
                group.addTask { (index, await examiner.facts()) }
            }
            var facts: [(Int, ConsoleFacts)] = []
            for await fact in group { facts.append(fact) }
            return facts.sorted { $0.0 < $1.0 }
        }
    }
}

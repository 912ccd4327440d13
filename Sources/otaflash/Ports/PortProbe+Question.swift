import DeviceDiscovery
import Fleet
import LuaREPL
import OTAUpgrade
import Reports
import TransportCore

extension PortProbe {
    /// Asks a device for a prompt; a device that does not answer gets only the probe.
    ///
    /// A device that another process has open is not asked, since that would steal bytes from the process.
    init(_ device: SerialDevice, baud: Int, within limit: Duration, in catalog: PortCatalog = PortCatalog()) async {
        let outcome: Outcome
        do throws(UpgradeError) {
            if let holder = device.holder { throw .held(device, by: holder) }
            let connector = DeviceConnector(device, baud: baud) { catalog.ports(lookingForHolders: false) }
            let report = try await BoardConnection.withBoard(connector) { board throws(UpgradeError) in
                try await board.examine(within: limit)
            }
            outcome = .board(report)
        } catch {
            outcome = .nothing(error.namingHolder(of: .terminal(path: device.path)))
        }
        self.init(device, outcome: outcome)
    }

    /// Asks all devices at once.
    /// - Parameter limit: how long each may take.
    static func all(
        of devices: [SerialDevice],
        baud: Int,
        within limit: Duration,
        in catalog: PortCatalog = PortCatalog()
    ) async -> [PortProbe] {
        await withTaskGroup(of: (Int, PortProbe).self) { group in
            for (index, device) in devices.enumerated() {
                group.addTask { (index, await PortProbe(device, baud: baud, within: limit, in: catalog)) }
            }
            var probes: [(Int, PortProbe)] = []
            for await probe in group { probes.append(probe) }
            return probes.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

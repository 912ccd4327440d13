import Bench
import DeviceDiscovery
import LuaREPL
import OTAUpgrade
import TransportCore
import TransportTrace

/// Finds the port that is meant: the one that was named, or the one whose board answers.
struct PortSearch: Sendable {
    /// How long a port may take to answer a probe; a board that its adapter resets is up by then.
    static let patience = Duration.seconds(5)

    var address: TransportAddress?
    var baud: Int
    var limit: Duration
    var console: Console
    var catalog = PortCatalog()
    /// What marks the answers of the board that is found.
    let token: DialogueToken
    /// Whether what a user would not show to others stays out of the trace.
    let isRedacted: Bool
    private let trace: TraceWriter?

    /// Opens the file of the trace, where one is wanted.
    /// - Throws: `ValidationError` where it cannot be written.
    init(_ options: ConnectionOptions, console: Console) throws {
        token = options.trace.drawToken()
        isRedacted = options.trace.traceRedact
        trace = try options.trace.writer(token, console: console)
        address = options.port
        baud = options.baud
        limit = options.connectTimeout.duration
        self.console = console
    }

    /// What opens the port.
    ///
    /// Where none was named, all of this host's are probed at once.
    /// - Throws: `noDevice`, `ambiguousDevice`, `interrupted`.
    func connector() async throws(UpgradeError) -> any TransportConnector {
        if let address { return traced(PortConnector(address, baud: baud, link: link(to: address))) }
        let found = try PortChoice.choose(await probe())
        let chip = found.identity?.chipName.map { ", an \($0)" } ?? ""
        console.note("Using \(found.address)\(chip): the only board that answers.")
        return traced(PortConnector(found.address, baud: baud))
    }

    private func traced(_ connector: PortConnector) -> any TransportConnector {
        guard let trace else { return connector }
        return TracingConnector(connector) { trace.write($0) }
    }

    /// A port that was named by its number may get another one when its board restarts.
    private func link(to address: TransportAddress) -> String? {
        guard case .terminal(let path) = address else { return nil }
        return catalog.link(to: path)
    }

    private func probe() async -> [PortProbe] {
        let devices = catalog.ports()
        guard !devices.isEmpty else { return [] }
        console.note("No --port was given; probing \(Quantity.count(devices.count, "serial port")).")
        return await withTaskGroup(of: (Int, PortProbe).self) { group in
            for (index, device) in devices.enumerated() {
                group.addTask { (index, await probe(device)) }
            }
            var probes: [(Int, PortProbe)] = []
            for await probe in group { probes.append(probe) }
            return probes.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func probe(_ device: SerialDevice) async -> PortProbe {
        let address = TransportAddress.terminal(path: device.stablePath)
        // Opening a port that somebody else has open would take bytes away from him.
        if let holder = device.holder {
            return PortProbe(address: address, outcome: .nothing(.held(device, by: holder)))
        }
        return await PortProbe(PortConnector(address, baud: baud), within: min(limit, Self.patience))
    }
}

extension SerialDevice {
    /// The name that stays when the board vanishes and comes back.
    var stablePath: String {
        byID.first ?? byPath.first ?? path
    }
}

extension UpgradeError {
    fileprivate static func held(_ device: SerialDevice, by holder: PortHolder) -> UpgradeError {
        UpgradeError(
            .portBusy,
            "\(device.path) is held by \(holder.command) (process \(holder.pid)).".printable,
            nextStep: "End that program, or choose another port.",
            phase: .connect
        )
    }
}

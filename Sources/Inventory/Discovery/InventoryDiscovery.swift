package import BoardProfiles
package import DeviceDiscovery
import ESPImage
import LuaREPL
import OTAUpgrade
import StrictTOML

/// The entries that an inventory lacks: those for connected devices that none of its boards leads to.
package struct InventoryDiscovery: Sendable, Hashable {
    /// A device that a board already leads to.
    package struct Known: Sendable, Hashable {
        /// The name of the board.
        package var board: String
        /// The device.
        package var device: SerialDevice
    }

    /// The entries to add, in the order of the ports.
    package private(set) var proposals: [InventoryProposal] = []
    /// The devices that boards lead to.
    package private(set) var known: [Known] = []
    /// Boards that may be one of the devices, which only they can confirm, and that were not probed.
    package private(set) var unasked: [String] = []

    /// Compares a host with an inventory.
    ///
    /// The proposals are the ports on USB, and other ports where a board answered. If a profile says which port of a
    /// device is the board's, the other ports of that device are not proposed.
    /// - Parameters:
    ///   - host: the host with the connected devices.
    ///   - answers: the answers of the probed ports, by their nodes.
    ///   - boards: the boards of the inventory.
    ///   - catalog: the profiles that devices may match.
    package init(
        on host: BenchHost,
        answers: [String: PortAnswer] = [:],
        boards: [BoardEntry] = [],
        profiles catalog: ProfileCatalog
    ) {
        let standings = boards.compactMap { BoardStanding($0, on: host) }
        var names = ProposedName(taken: Set(boards.map(\.name)))
        for device in host.devices {
            let answer = answers[device.path]
            if let board = standings.first(where: { $0.leads(to: device, answer) }) {
                known.append(Known(board: board.entry.name, device: device))
                continue
            }
            guard Self.isProposed(device, answer, among: host.devices, catalog) else { continue }
            proposals.append(Self.proposal(device, answer, among: host.devices, catalog, &names))
        }
        if answers.isEmpty {
            unasked = standings.filter { $0.presence == .unknown }.map(\.entry.name)
        }
    }

    private static func isProposed(
        _ device: SerialDevice,
        _ answer: PortAnswer?,
        among devices: [SerialDevice],
        _ catalog: ProfileCatalog
    ) -> Bool {
        if case .board(let report) = answer { return !report.identity.isESP8266 }
        guard device.usb != nil else { return false }
        guard catalog.profiles(of: device).isEmpty, let topology = device.topology else { return true }
        // If a profile knows the UART of an adapter, the adapter's JTAG port is not a board.
        return !devices.contains { $0.topology == topology && !catalog.profiles(of: $0).isEmpty }
    }

    private static func proposal(
        _ device: SerialDevice,
        _ answer: PortAnswer?,
        among devices: [SerialDevice],
        _ catalog: ProfileCatalog,
        _ names: inout ProposedName
    ) -> InventoryProposal {
        var told: Chip?
        if case .board(let report) = answer { told = report.identity.chipModel.flatMap { Chip(name: $0) } }
        // The chip that the board reports rules out some profiles.
        let fitting = catalog.profiles(of: device).filter { told == nil || $0.chip == nil || $0.chip == told }
        let profile = fitting.count == 1 ? fitting[0] : nil
        let chips = Set(fitting.map(\.chip))
        let chip = told ?? (chips.count == 1 ? fitting.first?.chip : nil)
        let selector = Self.selector(of: device, among: devices)
        let kind =
            profile?.name ?? told?.rawValue ?? device.usb?.productName.map(ProposedName.kind) ?? device.driver ?? ""
        return InventoryProposal(
            name: names.name(kind, of: selector),
            selector: selector,
            profile: profile?.name,
            chip: chip,
            profiles: fitting.map(\.name),
            device: device,
            answer: answer
        )
    }

    /// The most distinctive selector that a file can hold.
    private static func selector(of device: SerialDevice, among devices: [SerialDevice]) -> DeviceSelector {
        let best = device.distinctiveSelector(among: devices)
        guard TOMLGuard("device = \(best.description.asTOML)") != nil else { return best }
        guard let topology = device.topology else { return DeviceSelector(.node(device.path)) }
        return DeviceSelector(.topology(topology), interface: device.interface, port: device.port)
    }
}

extension BoardStanding {
    /// Whether the board is meant to be at a device.
    fileprivate func leads(to device: SerialDevice, _ answer: PortAnswer?) -> Bool {
        switch presence {
        case .port(let own): return own.path == device.path
        case .several(let devices): return devices.contains { $0.path == device.path }
        case .terminal, .network, .absent: return false
        case .unknown:
            guard case .device(let selector)? = try? entry.place(), case .mac(let address) = selector.criterion,
                case .board(let report)? = answer
            else { return false }
            return report.identity.chipID.map(address.isConsistent) ?? false
        }
    }
}

import DeviceDiscovery
import Fleet
import Inventory
import LuaREPL
import OTAUpgrade
import Reports
import TerminalUI
import TransportCore
import TransportTrace

/// Finds the port to use: the one that was named or selected, or the one whose board answers.
struct PortSearch: Sendable {
    /// How long a port may take to answer a probe; a board that its adapter resets is up by then.
    static let patience = Duration.seconds(5)

    var address: TransportAddress?
    var selector: DeviceSelector?
    /// How long to wait for a port that is not present yet.
    var wait: Duration
    var baud: Int
    var limit: Duration
    var console: Console
    var catalog = PortCatalog()
    /// The inventory, which defines the names of boards.
    var inventory: Inventory?
    /// Whether the code that opens the port waits for a process that holds it.
    var waitsForLock = false
    /// Whether the search is allowed to probe ports for their boards.
    var mayAsk = true
    /// The advice for the place that the user named.
    private let namedAdvice: Advice
    /// The token that marks the answers of the board.
    let token: DialogueToken
    /// Whether confidential data stays out of the trace.
    let isRedacted: Bool
    private let trace: TraceWriter?

    /// Opens the file of the trace, if one is requested.
    /// - Throws: `ValidationError` if it cannot be written, or if the inventory cannot be read.
    init(_ options: ConnectionOptions, console: Console) throws {
        token = options.trace.drawToken()
        isRedacted = options.trace.traceRedact
        trace = try options.trace.writer(token, console: console)
        address = options.port
        selector = options.device
        wait = options.wait?.duration ?? .zero
        // The environment may name an inventory that has nothing to do with this board.
        inventory = try options.boardName == nil ? nil : options.inventory.map(Self.inventory)
        baud = options.baud
        limit = options.connectTimeout.duration
        namedAdvice = options.advice
        self.console = console
    }

    /// The search for a board of a bench, which prints no messages.
    init(_ place: Inventory.Place, options: FleetConnectionOptions, console: Console) {
        var generator = SystemRandomNumberGenerator()
        token = DialogueToken(using: &generator)
        (isRedacted, trace) = (false, nil)
        switch place {
        case .address(let address): self.address = address
        case .device(let selector): self.selector = selector
        }
        namedAdvice = Advice(place, baud: options.baud)
        wait = options.wait?.duration ?? .zero
        baud = options.baud
        limit = options.connectTimeout.duration
        self.console = console
        self.console.talk = .quiet
        // Concurrent searches would steal each other's answers.
        mayAsk = false
    }

    /// The advice for this board.
    /// - Parameter found: where the board was found; its options name it if the user did not.
    func advice(at found: TransportAddress?) -> Advice {
        var advice = namedAdvice
        guard let found else { return advice }
        advice.address = found
        if address == nil, selector == nil { advice.options.insert(contentsOf: ["--port", found.description], at: 0) }
        return advice
    }

    /// Finds the port, and returns what opens it.
    ///
    /// If the user named none, all ports of this host are probed at once.
    /// - Throws: `noDevice`, `ambiguousDevice`, `portBusy`, `interrupted`; errors of the inventory.
    func connector() async throws(UpgradeError) -> any TransportConnector {
        if let address { return try await named(address) }
        guard let selector else { return traced(connector(for: try await theOnlyBoard())) }
        switch selector.criterion {
        case .node(let path): return try await named(.terminal(path: path))
        case .name(let name):
            switch try place(ofBoard: name) {
            case .address(let address): return try await named(address)
            case .device(let selector): return try await selected(selector)
            }
        default: return try await selected(selector)
        }
    }

    private func named(_ address: TransportAddress) async throws(UpgradeError) -> any TransportConnector {
        if case .terminal(let path) = address, wait > .zero { try await awaitNode(path) }
        return traced(PortConnector(address, baud: baud, link: link(to: address), patience: wait))
    }

    private func selected(_ selector: DeviceSelector) async throws(UpgradeError) -> any TransportConnector {
        let finder = DeviceFinder { catalog.ports() }
        let device: SerialDevice
        do {
            device = try await finder.device(selector, waiting: selector.needsAnswer ? .zero : wait)
        } catch {
            guard mayAsk, case .mac(let address) = selector.criterion, error.code == .noDevice else {
                throw .selection(error)
            }
            device = try await answering(to: address)
        }
        if let holder = device.holder, !waitsForLock { throw .held(device, by: holder) }
        return traced(connector(for: device))
    }

    /// The device whose board reports an address, or whose serial number is that address.
    ///
    /// Which of the two it will be is not known in advance, so new ports are probed whenever they appear.
    private func answering(to address: MACAddress) async throws(UpgradeError) -> SerialDevice {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: wait)
        var known: [String] = []
        while true {
            let devices = try await present(otherThan: known, waiting: clock.now.duration(to: end))
            do throws(SelectorError) {
                return try DeviceSelector(.mac(address)).choose(from: devices)
            } catch {
                guard error.code == .noDevice else { throw .selection(error) }
            }
            do throws(UpgradeError) {
                return try await asking(devices.filter { $0.mac == nil }, for: address)
            } catch {
                guard error.code == .noDevice, clock.now < end else { throw error }
                known = devices.pathsOnUSB
            }
        }
    }

    private func asking(
        _ devices: [SerialDevice],
        for address: MACAddress
    ) async throws(UpgradeError) -> SerialDevice {
        console.note("Probing \(Quantity.count(devices.count, "serial port")) for \(address).")
        let found = try PortChoice.choose(await probe(devices), with: address)
        console.note(PortChoice.doubt(about: found, with: address))
        return found.device
    }

    private func theOnlyBoard() async throws(UpgradeError) -> SerialDevice {
        let devices = try await present(waiting: wait)
        if !devices.isEmpty {
            let ports = Quantity.count(devices.count, "serial port")
            console.note("Neither --port nor --device was given; probing \(ports).")
        }
        let found = try PortChoice.choose(await probe(devices))
        let chip = found.identity?.chipName.map { ", an \($0)" } ?? ""
        console.note("Using \(found.address)\(chip): the only board that answers.")
        return found.device
    }

    private func connector(for device: SerialDevice) -> DeviceConnector {
        DeviceConnector(device, baud: baud) { [catalog] in catalog.ports(lookingForHolders: false) }
    }

    private func traced(_ connector: any TransportConnector) -> any TransportConnector {
        guard let trace else { return connector }
        return TracingConnector(connector) { trace.write($0) }
    }

    private func probe(_ devices: [SerialDevice]) async -> [PortProbe] {
        await PortProbe.all(of: devices, baud: baud, within: min(limit, Self.patience), in: catalog)
    }
}

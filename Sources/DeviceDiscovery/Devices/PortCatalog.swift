import Glibc
public import TransportPosix

/// Lists the serial ports of this host; no port is opened.
///
/// The catalog lists the terminals in libudev that have a USB device or a UART. If udev's daemon does not run, as in a
/// container, the catalog reads the same from sysfs. Without libudev, it lists the targets of the links in `/dev/serial`,
/// every `ttyUSB` and `ttyACM`, and each `ttyS` that has a UART.
///
/// The catalog identifies a node by its number, not by its name: in a container, another device may have that name.
public struct PortCatalog: Sendable {
    private let devices: String
    private let holders: PortHolderFinder
    private let asksUdev: Bool
    private let nodes: TerminalNodes

    /// Makes a catalog of this host.
    public init() {
        self.init(devices: "/dev", sysfs: "/sys", holders: PortHolderFinder(), asksUdev: true)
    }

    /// Makes a catalog that reads the given folders instead of the system's, and does not use libudev.
    public init(devices: String, sysfs: String = "/sys", holders: PortHolderFinder = PortHolderFinder()) {
        self.init(devices: devices, sysfs: sysfs, holders: holders, asksUdev: false)
    }

    init(
        devices: String,
        sysfs: String,
        holders: PortHolderFinder,
        asksUdev: Bool,
        number: @escaping @Sendable (String) -> DeviceNumber? = { DeviceNumber(path: $0) }
    ) {
        self.devices = devices
        self.holders = holders
        self.asksUdev = asksUdev
        nodes = TerminalNodes(devices: devices, sysfs: sysfs, number: number)
    }

    /// The ports that are connected now, sorted by path and number.
    /// - Parameter looksForHolders: whether to search all processes for those that have the ports open.
    public func ports(lookingForHolders looksForHolders: Bool = true) -> [SerialDevice] {
        ports(records(), lookingForHolders: looksForHolders)
    }

    /// The port of one record; `nil` if the terminal is not a port, or has no node.
    func port(_ record: DeviceRecord) -> SerialDevice? {
        guard record.isSerialPort else { return nil }
        return ports([record], lookingForHolders: true).first
    }

    /// The link that leads to a port now and after it comes back in the same socket; `nil` if there is none.
    ///
    /// Adapters without a serial number claim the same link, which leads to another of them while one is unplugged.
    /// - Parameter path: its node, or a link to it.
    public func link(to path: String) -> String? {
        link(to: path, among: records())
    }

    func link(to path: String, among records: [DeviceRecord]) -> String? {
        guard let device = device(at: path, among: ports(records, lookingForHolders: false)) else { return nil }
        return (device.byPath + device.byID).first { records.claimants(of: $0) < 2 }
    }

    /// The port that a path leads to, by any name.
    func device(at path: String, among devices: [SerialDevice]) -> SerialDevice? {
        devices.first { $0.path == path } ?? devices.first { leads(path, to: $0.path) }
    }

    private func leads(_ path: String, to node: String) -> Bool {
        FileSystem.trail(from: path).contains(node) || nodes.number(path).map { $0 == nodes.number(node) } ?? false
    }

    private func ports(_ records: [DeviceRecord], lookingForHolders looksForHolders: Bool) -> [SerialDevice] {
        let present = nodes.ports(of: records).sorted { PortName($0.node) < PortName($1.node) }
        let byID = links(in: "by-id")
        let byPath = links(in: "by-path")
        let sealed = Set(byID + byPath).filter { FileSystem.target(ofLink: $0) == nil }
        let holders = looksForHolders ? holders.holders(of: present.map(\.node)) : [:]
        return present.map { record in
            var device = SerialDevice(record)
            // Several devices may claim a link, but it leads to only one of them. If a link cannot be resolved, udev is trusted
            // if no other device claims it.
            let isOwn = { (link: String) in
                leads(link, to: record.node) || sealed.contains(link) && records.claimants(of: link) == 1
            }
            device.byID = device.byID.filter(isOwn)
            device.byPath = device.byPath.filter(isOwn)
            device.links = device.links.filter(isOwn)
            // In a container, a link that leads to a name means the device that has that name outside.
            if record.hasOwnName {
                if device.byID.isEmpty { device.byID = byID.filter(isOwn) }
                if device.byPath.isEmpty { device.byPath = byPath.filter(isOwn) }
            }
            device.isAccessible = access(record.node, R_OK | W_OK) == 0
            device.holder = holders[record.node]
            return device
        }
    }

    private func records() -> [DeviceRecord] {
        if asksUdev, let records = UdevContext()?.terminals(), !records.isEmpty { return records }
        let linked = Set((links(in: "by-id") + links(in: "by-path")).compactMap(Self.end))
        let named = FileSystem.names(in: devices).filter { PortName($0).isUsualPort }
            .compactMap { Self.end(of: "\(devices)/\($0)") }
        return linked.union(named).map { path in
            var record = nodes.terminal(named: PortName(path).last, node: path)
            // Only sysfs says which of a PC's possible UARTs exist.
            record.isAssumedPort = linked.contains(path) || !PortName(path).stem.hasSuffix("/ttyS")
            return record
        }
    }

    /// The links of one kind, wherever they lead.
    private func links(in kind: String) -> [String] {
        let folder = "\(devices)/serial/\(kind)"
        return FileSystem.names(in: folder).map { "\(folder)/\($0)" }
    }

    /// The final target of a path; `nil` if it does not exist.
    private static func end(of path: String) -> String? {
        let end = FileSystem.trail(from: path).last ?? path
        return access(end, F_OK) == 0 ? end : nil
    }
}

extension [DeviceRecord] {
    /// The number of terminals for which udev requests a link.
    fileprivate func claimants(of link: String) -> Int {
        count { $0.links.contains(link) }
    }
}

import Glibc
public import TransportPosix

/// Lists the serial ports of this host; no port is opened.
///
/// Listed is what libudev knows with a USB device or a UART behind it. Where udev's daemon does not run, as in a container,
/// the same is read from sysfs. Where there is no libudev to ask, listed is what is linked in `/dev/serial`, every
/// `ttyUSB` and `ttyACM`, and a `ttyS` where there is a UART behind it.
public struct PortCatalog: Sendable {
    private let devices: String
    private let sysfs: String
    private let holders: PortHolderFinder
    private let asksUdev: Bool

    /// Looks at this host.
    public init() {
        self.init(devices: "/dev", sysfs: "/sys", holders: PortHolderFinder(), asksUdev: true)
    }

    /// Looks in folders that stand for the system's own, and asks no libudev.
    public init(devices: String, sysfs: String = "/sys", holders: PortHolderFinder = PortHolderFinder()) {
        self.init(devices: devices, sysfs: sysfs, holders: holders, asksUdev: false)
    }

    private init(devices: String, sysfs: String, holders: PortHolderFinder, asksUdev: Bool) {
        self.devices = devices
        self.sysfs = sysfs
        self.holders = holders
        self.asksUdev = asksUdev
    }

    /// The ports that are there now, by path in the order of their numbers.
    /// - Parameter looksForHolders: whether to look through all processes for who has them open.
    public func ports(lookingForHolders looksForHolders: Bool = true) -> [SerialDevice] {
        let records = records()
        return ports(records, lookingForHolders: looksForHolders)
    }

    /// The port of one record; `nil` where there is none behind the terminal, or no node.
    func port(_ record: DeviceRecord) -> SerialDevice? {
        guard record.isSerialPort else { return nil }
        return ports([record], lookingForHolders: true).first
    }

    /// The link that leads to a port now and that will lead to it when it has come back in the same socket; `nil` where there
    /// is none.
    public func link(to path: String) -> String? {
        links(in: "by-path")[path]?.first ?? links(in: "by-id")[path]?.first
    }

    private func ports(_ records: [DeviceRecord], lookingForHolders looksForHolders: Bool) -> [SerialDevice] {
        let present = records.filter { access($0.node, F_OK) == 0 }.sorted { PortName($0.node) < PortName($1.node) }
        let byID = links(in: "by-id")
        let byPath = links(in: "by-path")
        let holders = looksForHolders ? holders.holders(of: present.map(\.node)) : [:]
        return present.map { record in
            var device = SerialDevice(record)
            if device.byID.isEmpty { device.byID = byID[record.node] ?? [] }
            if device.byPath.isEmpty { device.byPath = byPath[record.node] ?? [] }
            device.isAccessible = access(record.node, R_OK | W_OK) == 0
            device.holder = holders[record.node]
            return device
        }
    }

    private func records() -> [DeviceRecord] {
        if asksUdev, let records = UdevContext()?.terminals(), !records.isEmpty {
            return records.filter(\.isSerialPort)
        }
        let linked = Set(links(in: "by-id").keys).union(links(in: "by-path").keys)
        return linked.union(namedPorts()).map { path in
            SysfsTerminal(PortName(path).last, in: sysfs).record(node: path)
        }
    }

    /// The links of one kind, by the device that they lead to; links that lead nowhere are left out.
    private func links(in kind: String) -> [String: [String]] {
        let folder = "\(devices)/serial/\(kind)"
        var links: [String: [String]] = [:]
        for name in FileSystem.names(in: folder) {
            guard let device = FileSystem.resolved("\(folder)/\(name)") else { continue }
            links[device, default: []].append("\(folder)/\(name)")
        }
        return links
    }

    private func namedPorts() -> [String] {
        FileSystem.names(in: devices)
            .filter { name in
                let parts = PortName(name)
                guard parts.number != nil else { return false }
                switch parts.stem {
                case "ttyUSB", "ttyACM": return true
                case "ttyS": return SysfsTerminal(name, in: sysfs).record(node: "").isSerialPort
                default: return false
                }
            }
            .compactMap { FileSystem.resolved("\(devices)/\($0)") }
    }
}

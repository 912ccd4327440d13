import Glibc
public import TransportPosix

/// Lists the serial ports of this host from what the file system shows; no port is opened.
///
/// Listed is what is linked in `/dev/serial`, every `ttyUSB` and `ttyACM`, and a `ttyS` where there is a UART behind
/// it.
public struct PortCatalog: Sendable {
    private let devices: String
    private let sysfs: String
    private let holders: PortHolderFinder

    /// Looks in the system's own folders; tests name others.
    public init(devices: String = "/dev", sysfs: String = "/sys", holders: PortHolderFinder = PortHolderFinder()) {
        self.devices = devices
        self.sysfs = sysfs
        self.holders = holders
    }

    /// The ports that are there now, by path in the order of their numbers.
    public func ports() -> [SerialDevice] {
        let byID = links(in: "by-id")
        let byPath = links(in: "by-path")
        let paths = Set(byID.keys).union(byPath.keys).union(namedPorts())
            .sorted { PortName($0) < PortName($1) }
        let holders = holders.holders(of: paths)
        return paths.map { path in
            let facts = SysfsTerminal(PortName(path).last, in: sysfs)
            return SerialDevice(
                path: path,
                byID: byID[path] ?? [],
                byPath: byPath[path] ?? [],
                usb: facts.usb,
                driver: facts.driver,
                isAccessible: access(path, R_OK | W_OK) == 0,
                holder: holders[path]
            )
        }
    }

    /// The link that leads to a port now and that will lead to it when it has come back in the same socket; `nil` where there
    /// is none.
    public func link(to path: String) -> String? {
        links(in: "by-path")[path]?.first ?? links(in: "by-id")[path]?.first
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
                case "ttyS": return SysfsTerminal(name, in: sysfs).hasUART
                default: return false
                }
            }
            .compactMap { FileSystem.resolved("\(devices)/\($0)") }
    }
}

import Glibc
import TransportPosix

/// Which node of `/dev` leads to which terminal.
///
/// The kernel's device number decides. A container may have another device's node under a terminal's name (`docker run
/// --device /dev/ttyUSB3:/dev/ttyUSB0`, a bind mount), but it sees the sysfs of its host.
struct TerminalNodes: Sendable {
    private let devices: String
    private let sysfs: String
    /// The number of the device that a path leads to; `nil` if it leads to none.
    let number: @Sendable (String) -> DeviceNumber?

    init(devices: String, sysfs: String, number: @escaping @Sendable (String) -> DeviceNumber?) {
        self.devices = devices
        self.sysfs = sysfs
        self.number = number
    }

    /// The facts in sysfs about the terminal with a name.
    func terminal(named name: String, node: String) -> DeviceRecord {
        SysfsTerminal(name, in: sysfs).record(node: node)
    }

    /// The ports among terminals, each with the node that leads to it, and nodes that match none of the kernel's terminals,
    /// about which nothing else is known.
    /// - Parameter records: the terminals, each with the node of its name.
    func ports(of records: [DeviceRecord]) -> [DeviceRecord] {
        var ports: [DeviceRecord] = []
        var homeless: [DeviceRecord] = []
        for record in records {
            if access(record.node, F_OK) == 0 {
                guard let number = strangeNumber(of: record) else {
                    if record.isSerialPort { ports.append(record) }
                    continue
                }
                if record.isSerialPort || PortName(record.name).isUsualPort {
                    if let port = port(numbered: number, at: record.node, among: records) { ports.append(port) }
                }
            }
            if record.isSerialPort { homeless.append(record) }
        }
        ports = once(ports)
        homeless.removeAll { record in ports.contains { $0.number == record.number } }
        return homeless.isEmpty ? ports : ports + portsUnderOtherNames(homeless, besides: records)
    }

    /// The ports, each once: at the node of its own name if that leads to it.
    private func once(_ ports: [DeviceRecord]) -> [DeviceRecord] {
        ports.enumerated().filter { index, port in
            guard let number = port.number else { return true }
            let same = ports.indices.filter { ports[$0].number == number }
            return index == same.first { PortName(ports[$0].node).last == ports[$0].name } ?? same[0]
        }.map(\.element)
    }

    /// The node that leads to a terminal; `nil` if the node of its name leads to another device and no other node leads to it.
    func node(ofTerminal name: String) -> String? {
        let record = terminal(named: name, node: "\(devices)/\(name)")
        guard strangeNumber(of: record) != nil else { return record.node }
        return portsUnderOtherNames([record], besides: []).first?.node
    }

    /// The number of the node with the terminal's name, if it is not the terminal's number.
    private func strangeNumber(of record: DeviceRecord) -> DeviceNumber? {
        guard let own = record.number, let number = number(record.node), number != own else { return nil }
        return number
    }

    /// The port with a number, at a node with another terminal's name; `nil` if the kernel has another kind of device there.
    private func port(numbered number: DeviceNumber, at node: String, among records: [DeviceRecord]) -> DeviceRecord? {
        let known = records.first { $0.number == number } ?? terminal(numbered: number)
        guard var record = known else {
            let isKnown = access("\(sysfs)/dev/char/\(number)", F_OK) == 0
            return isKnown ? nil : DeviceRecord(name: "", node: node, attributes: ["dev": "\(number)"])
        }
        record.node = node
        return record.isSerialPort ? record : nil
    }

    /// The facts in sysfs about the terminal with a number.
    private func terminal(numbered number: DeviceNumber) -> DeviceRecord? {
        guard let folder = FileSystem.resolved("\(sysfs)/dev/char/\(number)") else { return nil }
        let record = terminal(named: PortName(folder).last, node: "")
        return record.number == number ? record : nil
    }

    /// Ports whose nodes have names that are not names of terminals, such as `/dev/board` in a container.
    private func portsUnderOtherNames(_ homeless: [DeviceRecord], besides records: [DeviceRecord]) -> [DeviceRecord] {
        let taken = Set(records.map(\.node))
        let paths = FileSystem.names(in: devices).map { "\(devices)/\($0)" }.filter { path in
            !taken.contains(path) && FileSystem.target(ofLink: path) == nil
        }
        let numbers = Dictionary(paths.compactMap { path in number(path).map { ($0, path) } }) { first, _ in first }
        return homeless.compactMap { record in
            guard let node = record.number.flatMap({ numbers[$0] }) else { return nil }
            var record = record
            record.node = node
            return record
        }
    }
}

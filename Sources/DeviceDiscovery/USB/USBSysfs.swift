import Glibc
import TransportPosix

/// Facts about USB devices in sysfs that libusb does not provide, and the kernel's own switch of a hub's port.
package struct USBSysfs: Sendable {
    private let folder: String
    private let nodes: TerminalNodes

    /// Makes a reader of the system's folder; tests pass another.
    package init(_ sysfs: String = "/sys") {
        self.init(sysfs, devices: "/dev") { DeviceNumber(path: $0) }
    }

    init(_ sysfs: String, devices: String, number: @escaping @Sendable (String) -> DeviceNumber?) {
        folder = sysfs + "/bus/usb/devices"
        nodes = TerminalNodes(devices: devices, sysfs: sysfs, number: number)
    }

    /// The product's name, as reported by the device.
    package func productName(of location: USBLocation) -> String? {
        guard let bytes = FileSystem.contents(of: "\(folder)/\(location)/product") else { return nil }
        let text = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return text.isEmpty ? nil : text
    }

    /// The terminals of the device, `/dev/ttyUSB0`.
    package func terminals(of location: USBLocation) -> [String] {
        interfaces(of: location)
            .flatMap { FileSystem.names(in: $0) + FileSystem.names(in: $0 + "/tty") }
            .filter { $0.hasPrefix("tty") && $0 != "tty" }
            .compactMap(nodes.node)
    }

    /// The host controller of a bus, by its folder; `nil` if it is not known.
    ///
    /// A USB 3 controller has two buses (Linux, `xhci-plat.c`, `usb_create_shared_hcd`).
    func controller(ofBus bus: UInt8) -> String? {
        guard let hub = FileSystem.resolved("\(folder)/\(USBLocation(bus: bus))"), let end = hub.lastIndex(of: "/")
        else {
            return nil
        }
        return String(hub[..<end])
    }

    /// Whether the kernel keeps a port off; `nil` if it has no switch for it (before Linux 6.0).
    func isDisabled(_ port: HubPortAddress) -> Bool? {
        guard let path = disableFile(port), let bytes = FileSystem.contents(of: path) else { return nil }
        return bytes.first == UInt8(ascii: "1")
    }

    /// Makes the kernel switch a port's power off and keep it off, or switch it on.
    /// - Returns: whether it did; `false` also if it has no switch, or if this user does not have permission.
    func disable(_ port: HubPortAddress, _ isDisabled: Bool) -> Bool {
        guard let path = disableFile(port) else { return false }
        let raw = open(path, O_WRONLY | O_CLOEXEC)
        guard raw >= 0 else { return false }
        let descriptor = OwnedDescriptor(adopting: raw)
        return write(descriptor.raw, isDisabled ? "1\n" : "0\n", 2) == 2
    }

    private func interfaces(of location: USBLocation) -> [String] {
        // A root hub is named `usb1`, but its interface `1-0:1.0`.
        let name = location.isRoot ? "\(location.bus)-0" : "\(location)"
        return FileSystem.names(in: folder).filter { $0.hasPrefix(name + ":") }.map { "\(folder)/\($0)" }
    }

    private func disableFile(_ port: HubPortAddress) -> String? {
        interfaces(of: port.hub).map { "\($0)/\(port.hub)-port\(port.port)/disable" }.first { access($0, F_OK) == 0 }
    }
}

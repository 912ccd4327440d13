import Foundation
import Testing
import TransportPosix

@testable import DeviceDiscovery

/// The folders `/dev`, `/sys` and `/proc` of a host that does not exist, filled as the kernel and udev fill them.
struct MadeUpHost {
    private let root: String
    private var files: FileManager { .default }

    var catalog: PortCatalog { catalog(numbers: [:]) }

    /// A catalog in which nodes have device numbers.
    func catalog(numbers: [String: String]) -> PortCatalog {
        let known = Dictionary(uniqueKeysWithValues: numbers.map { (path("dev/\($0)"), DeviceNumber($1)) })
        return PortCatalog(
            devices: root + "/dev",
            sysfs: root + "/sys",
            holders: PortHolderFinder(processes: root + "/proc", devices: root + "/dev", locks: []),
            asksUdev: false
        ) { known[$0] ?? nil }
    }

    /// Makes a converter in a socket of the first bus, whose terminal has a device number, but no node.
    func makeConverter(_ name: String, socket: Int, number: String) throws {
        let device = "pci0/usb1/1-\(socket)"
        try makeTerminal(name, device: "\(device)/1-\(socket):1.0/\(name)", attributes: ["dev": number])
        try setAttributes(["idVendor": "10c4", "idProduct": "ea60"], of: "devices/\(device)")
        try makeFolder("sys/dev/char")
        try files.createSymbolicLink(
            atPath: path("sys/dev/char/\(number)"),
            withDestinationPath: "../../class/tty/\(name)"
        )
    }

    /// Makes a host that is removed after `body`.
    static func with(_ body: (MadeUpHost) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)")
        let host = MadeUpHost(root: folder.resolvingSymlinksInPath().path(percentEncoded: false))
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["dev", "sys", "proc"] { try host.makeFolder(name) }
        try await body(host)
    }

    func path(_ name: String) -> String {
        "\(root)/\(name)"
    }

    func makeNode(_ name: String, mode: Int = 0o600) throws {
        try #require(
            files.createFile(atPath: path("dev/\(name)"), contents: nil, attributes: [.posixPermissions: mode])
        )
    }

    /// Makes a link as udev does, relative to its own folder.
    func makeLink(_ kind: String, _ name: String, to node: String) throws {
        try makeFolder("dev/serial/\(kind)")
        try files.createSymbolicLink(
            atPath: path("dev/serial/\(kind)/\(name)"),
            withDestinationPath: "../../\(node)"
        )
    }

    /// Makes a terminal of sysfs whose device is `device`, a folder below `sys/devices`.
    func makeTerminal(_ name: String, device: String, attributes: [String: String] = [:]) throws {
        try makeFolder("sys/devices/\(device)")
        try makeFolder("sys/class/tty/\(name)")
        try files.createSymbolicLink(
            atPath: path("sys/class/tty/\(name)/device"),
            withDestinationPath: "../../../devices/\(device)"
        )
        try setAttributes(attributes, of: "class/tty/\(name)")
    }

    /// Makes a sysfs link to a folder below `sys/devices`, by its absolute path.
    func makeLink(_ name: String, toDevice device: String) throws {
        try makeFolder("sys/devices/\(device)")
        try makeFolder("sys/" + name.split(separator: "/").dropLast().joined(separator: "/"))
        try files.createSymbolicLink(
            atPath: path("sys/\(name)"),
            withDestinationPath: path("sys/devices/\(device)")
        )
    }

    /// Writes attributes of sysfs, each with the newline that the kernel ends them with.
    func setAttributes(_ attributes: [String: String], of folder: String) throws {
        try makeFolder("sys/\(folder)")
        for (name, value) in attributes {
            try Data("\(value)\n".utf8).write(to: URL(filePath: path("sys/\(folder)/\(name)")))
        }
    }

    /// Binds a device to a driver of a bus.
    func bind(_ device: String, bus: String, driver: String?) throws {
        let up = String(repeating: "../", count: device.split(separator: "/").count + 1)
        let folder = path("sys/devices/\(device)")
        try files.createSymbolicLink(atPath: folder + "/subsystem", withDestinationPath: "\(up)bus/\(bus)")
        guard let driver else { return }
        try files.createSymbolicLink(
            atPath: folder + "/driver",
            withDestinationPath: "\(up)bus/\(bus)/drivers/\(driver)"
        )
    }

    func makeProcess(_ pid: Int, _ command: String, opening node: String) throws {
        try makeFolder("proc/\(pid)/fd")
        try Data("\(command)\0".utf8).write(to: URL(filePath: path("proc/\(pid)/cmdline")))
        try files.createSymbolicLink(atPath: path("proc/\(pid)/fd/3"), withDestinationPath: path("dev/\(node)"))
    }

    private func makeFolder(_ name: String) throws {
        try files.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    }
}

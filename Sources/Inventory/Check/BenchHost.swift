package import DeviceDiscovery
import Glibc
import TransportPosix

/// The host that an inventory is compared with: its ports, files and programs.
package struct BenchHost: Sendable {
    /// The ports that are present.
    package var devices: [SerialDevice]
    /// Resolves all links in a path; `nil` if nothing exists there.
    var resolve: @Sendable (String) -> String?
    /// Whether a program exists.
    var hasProgram: @Sendable (String) -> Bool

    /// Makes a host from its facts.
    package init(
        devices: [SerialDevice],
        resolve: @escaping @Sendable (String) -> String?,
        hasProgram: @escaping @Sendable (String) -> Bool
    ) {
        self.devices = devices
        self.resolve = resolve
        self.hasProgram = hasProgram
    }

    /// The current state of this host.
    /// - Parameter environment: the variables; only `PATH` is used.
    package static func current(_ environment: [String: String], catalog: PortCatalog = PortCatalog()) -> BenchHost {
        let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map(String.init)
        let devices = catalog.ports()
        let nodes = Set(devices.map(\.path))
        return BenchHost(devices: devices) { path in
            let trail = [path] + FileSystem.trail(from: path)
            if let node = trail.first(where: nodes.contains) { return node }
            return trail.last.flatMap { access($0, F_OK) == 0 ? $0 : nil }
        } hasProgram: { program in
            let paths = program.contains("/") ? [program] : folders.map { "\($0)/\(program)" }
            return paths.contains { access($0, X_OK) == 0 && !isFolder($0) }
        }
    }

    /// The port that a path leads to, by its node or by any link to it.
    func device(at path: String) -> SerialDevice? {
        // Several devices may claim a link, but it leads to only one of them.
        if let node = resolve(path), let device = devices.first(where: { $0.path == node }) { return device }
        let claimants = devices.filter(DeviceSelector(.node(path)).matches)
        return claimants.count == 1 ? claimants[0] : nil
    }

    /// The ports that a selector matches: the one that it is distinctive for, or all that fit.
    func devices(_ selector: DeviceSelector) -> [SerialDevice] {
        if case .node(let path) = selector.criterion { return device(at: path).map { [$0] } ?? [] }
        do throws(SelectorError) {
            return [try selector.choose(from: devices)]
        } catch {
            return error.matching
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        guard let stream = opendir(path) else { return false }
        closedir(stream)
        return true
    }
}

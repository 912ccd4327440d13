import Glibc
public import TransportCore

/// Finds the process that has a port open, by searching `/proc` and the `LCK..` files.
///
/// A user other than root sees only the locks of other users' processes: not found does not mean not held.
public struct PortHolderFinder: Sendable {
    private let processes: String
    private let devices: String
    private let lockFiles: LockFiles

    /// Makes a finder that searches the system's folders; tests pass others.
    /// - Parameters:
    ///   - processes: The folder of the processes.
    ///   - devices: The folder of the ports' nodes; descriptors of other files are ignored.
    ///   - locks: The folders of the lock files.
    public init(
        processes: String = "/proc",
        devices: String = "/dev",
        locks: [String] = ["/var/lock", "/run/lock"]
    ) {
        self.processes = processes
        self.devices = devices
        lockFiles = LockFiles(in: locks)
    }

    /// The first process, by ID, that has the port open.
    public func holder(of path: String) -> PortHolder? {
        holders(of: [path])[path]
    }

    /// The first process, by ID, that has each port open, in one pass over the processes; ports that are not open
    /// are left out.
    public func holders(of paths: [String]) -> [String: PortHolder] {
        holders(of: paths) { _, _ in false }
    }

    /// The first process other than this one, by ID, that has the port open.
    package func otherHolder(of path: String) -> PortHolder? {
        let own = Int(getpid())
        return holders(of: [path]) { pid, _ in pid == own }[path]
    }

    /// The process that has locked a file; can be this process.
    package func holder(ofLockOn path: String) -> PortHolder? {
        guard let text = FileSystem.contents(of: "\(processes)/locks", upTo: 1 << 20),
            let pid = LockTable.File(path: path).flatMap(
                LockTable(parsing: String(decoding: text, as: UTF8.self)).holder
            )
        else { return nil }
        return PortHolder(pid: pid, command: command(in: "\(processes)/\(pid)"))
    }

    /// Like `holders(of:)`, but ignores one descriptor of this process.
    func holders(of paths: [String], exceptDescriptor own: String?) -> [String: PortHolder] {
        holders(of: paths) { _, descriptor in descriptor == own }
    }

    private func holders(
        of paths: [String],
        except isExempt: (_ pid: Int, _ descriptor: String) -> Bool
    ) -> [String: PortHolder] {
        var wanted: [FileIdentity: [String]] = [:]
        for path in paths {
            if let identity = FileIdentity(path: path) { wanted[identity, default: []].append(path) }
        }
        var found: [String: PortHolder] = [:]
        for pid in FileSystem.names(in: processes).compactMap(Int.init).sorted() where !wanted.isEmpty {
            let folder = "\(processes)/\(pid)"
            for identity in openDevices(in: "\(folder)/fd", except: { isExempt(pid, $0) }) {
                for path in wanted.removeValue(forKey: identity) ?? [] {
                    found[path] = PortHolder(pid: pid, command: command(in: folder))
                }
            }
        }
        if !wanted.isEmpty { addLockHolders(of: wanted.values.joined(), to: &found) }
        return found
    }

    /// Adds the processes that have locked a port: they have it open, even if the kernel does not show that.
    private func addLockHolders(of paths: some Sequence<String>, to found: inout [String: PortHolder]) {
        let text = FileSystem.contents(of: "\(processes)/locks", upTo: 1 << 20) ?? []
        let table = LockTable(parsing: String(decoding: text, as: UTF8.self))
        for path in paths {
            let owners =
                [LockTable.File(path: path).flatMap(table.holder)].compactMap(\.self)
                + lockFiles.owners(of: path).filter { access("\(processes)/\($0)", F_OK) == 0 }
            guard let pid = owners.first(where: { $0 != Int(getpid()) }) else { continue }
            found[path] = PortHolder(pid: pid, command: command(in: "\(processes)/\(pid)"))
        }
    }

    private func openDevices(in folder: String, except isExempt: (String) -> Bool) -> [FileIdentity] {
        FileSystem.names(in: folder).compactMap { name in
            let link = "\(folder)/\(name)"
            // Only device nodes are followed: a file on an unresponsive network file system would block the search.
            guard !isExempt(link), FileSystem.target(ofLink: link)?.hasPrefix(devices + "/") == true else { return nil }
            return FileIdentity(path: link)
        }
    }

    /// The command line; only the short name if the kernel does not show more.
    private func command(in folder: String) -> String {
        let arguments = (FileSystem.contents(of: "\(folder)/cmdline") ?? []).split(separator: 0)
        if !arguments.isEmpty {
            return arguments.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
        }
        let name = FileSystem.contents(of: "\(folder)/comm") ?? []
        return String(decoding: name.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}

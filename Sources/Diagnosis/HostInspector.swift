import Glibc
import TransportPosix

/// Collects the facts about a host that decide whether its boards can be reached; changes nothing.
package struct HostInspector: Sendable {
    /// The file name of the project's installed rules.
    package static let rulesName = "70-otaflash.rules"
    /// The folders where udev looks for rules; the first folder that has a file name wins (`systemd 252 udev(7)`).
    static let rulesFolders = ["etc/udev/rules.d", "run/udev/rules.d", "usr/lib/udev/rules.d", "lib/udev/rules.d"]
    /// Programs that mistake serial ports for other devices.
    static let grabbers: Set = ["ModemManager", "brltty"]

    /// Converters that brltty mistakes for Braille displays (Ubuntu 22.04: CH340, CP210x, FT232R).
    static let brailleIDs: Set = ["1a86:7523", "10c4:ea60", "0403:6001"]

    private let root: String

    /// Makes an inspector of the file system below `root`; tests pass a folder.
    package init(root: String = "/") {
        self.root = root.hasSuffix("/") ? root : root + "/"
    }

    /// The facts as they are now.
    package func facts() -> HostFacts {
        let user = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? String(geteuid())
        return HostFacts(
            user: user,
            isRoot: geteuid() == 0,
            groups: groupsOfProcess(),
            assignedGroups: groups(of: user),
            grabbers: runningGrabbers(),
            strayConverters: strayConverters(),
            rules: rules()
        )
    }

    private func rules() -> HostFacts.RulesFile? {
        for folder in Self.rulesFolders {
            let path = "\(root)\(folder)/\(Self.rulesName)"
            guard let bytes = FileSystem.contents(of: path, upTo: 1 << 18) else { continue }
            return HostFacts.RulesFile(path: path, text: String(decoding: bytes, as: UTF8.self))
        }
        return nil
    }

    private func runningGrabbers() -> [HostFacts.Process] {
        FileSystem.names(in: root + "proc").compactMap(Int.init).sorted().compactMap { pid in
            let bytes = FileSystem.contents(of: "\(root)proc/\(pid)/comm") ?? []
            let name = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
            return Self.grabbers.contains(name) ? HostFacts.Process(pid: pid, name: name) : nil
        }
    }

    /// Converters with those IDs whose interfaces have no port: another program detached the driver.
    private func strayConverters() -> [String] {
        let folder = root + "sys/bus/usb/devices"
        let names = FileSystem.names(in: folder)
        return names.filter { name in
            guard let vendor = attribute("\(folder)/\(name)/idVendor"),
                let product = attribute("\(folder)/\(name)/idProduct"),
                Self.brailleIDs.contains("\(vendor):\(product)")
            else { return false }
            let interfaces = names.filter { $0.hasPrefix(name + ":") }
            return !interfaces.contains { interface in
                FileSystem.names(in: "\(folder)/\(interface)").contains { $0.hasPrefix("tty") }
            }
        }
    }

    private func attribute(_ path: String) -> String? {
        FileSystem.contents(of: path).map { String(decoding: $0.prefix { $0 > 0x20 }, as: UTF8.self) }
    }

    private func groupsOfProcess() -> Set<String> {
        var ids = [gid_t](repeating: 0, count: Int(max(0, getgroups(0, nil))))
        let count = getgroups(Int32(ids.count), &ids)
        return Set((ids.prefix(Int(max(0, count))) + [getegid()]).compactMap(Self.name))
    }

    /// The user's groups in the host's group file, which take effect at the next login.
    private func groups(of user: String) -> Set<String> {
        let bytes = FileSystem.contents(of: root + "etc/group", upTo: 1 << 18) ?? []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return Set(
            lines.compactMap { line in
                let fields = line.split(separator: ":", omittingEmptySubsequences: false)
                guard fields.count == 4, fields[3].split(separator: ",").contains(user[...]) else { return nil }
                return String(fields[0])
            }
        )
    }

    private static func name(of group: gid_t) -> String? {
        getgrgid(group).map { String(cString: $0.pointee.gr_name) }
    }
}

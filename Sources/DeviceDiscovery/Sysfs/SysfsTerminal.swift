import TransportPosix

/// Reads the facts about a terminal directly from sysfs, if libudev does not see it.
struct SysfsTerminal {
    private let name: String
    private let folder: String
    /// The folder that `device` leads to and all its parents, up to the root of sysfs.
    private let ancestry: [String]

    init(_ name: String, in sysfs: String) {
        self.name = name
        folder = "\(sysfs)/class/tty/\(name)"
        guard let root = FileSystem.resolved(sysfs), let device = FileSystem.resolved("\(folder)/device") else {
            ancestry = []
            return
        }
        ancestry = Array(
            sequence(first: device) { folder in
                let parent = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
                return parent.count > root.count ? String(parent) : nil
            }
        )
    }

    /// The record, without udev's properties.
    func record(node: String) -> DeviceRecord {
        DeviceRecord(
            name: name,
            node: node,
            attributes: Self.attributes(of: folder),
            parents: ancestry.map { folder in
                DeviceRecord.Parent(
                    name: folder.split(separator: "/").last.map(String.init) ?? "",
                    subsystem: Self.link("subsystem", of: folder),
                    driver: Self.link("driver", of: folder),
                    attributes: Self.attributes(of: folder)
                )
            },
            siblings: ancestry.first.map { FileSystem.names(in: $0 + "/tty") } ?? []
        )
    }

    private static func attributes(of folder: String) -> [String: String] {
        var attributes: [String: String] = [:]
        for name in DeviceRecord.attributeNames {
            let bytes = FileSystem.contents(of: "\(folder)/\(name)")
            attributes[name] = bytes.flatMap { String(decoding: $0, as: UTF8.self).trimmed }
        }
        return attributes
    }

    private static func link(_ name: String, of folder: String) -> String? {
        FileSystem.target(ofLink: "\(folder)/\(name)")?.split(separator: "/").last.map(String.init)
    }
}

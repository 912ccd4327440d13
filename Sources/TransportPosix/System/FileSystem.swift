import Glibc

/// The file system operations that are needed to find ports; unreadable files are empty or `nil`.
package enum FileSystem {
    /// The names in a directory, sorted, without `.` and `..`.
    package static func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The target of a symbolic link, unresolved.
    package static func target(ofLink path: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { $0.baseAddress.map { readlink(path, $0, Int(PATH_MAX)) } ?? -1 }
        return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
    }

    /// The chain of links that a path leads through, by their names alone; empty if it is not a link.
    package static func trail(from path: String) -> [String] {
        var trail: [String] = []
        // As many as the kernel follows (Linux `namei.h`, MAXSYMLINKS).
        while trail.count < 40, let target = target(ofLink: trail.last ?? path) {
            let folder = (trail.last ?? path).split(separator: "/").dropLast()
            var parts = target.hasPrefix("/") ? [] : Array(folder)
            for part in target.split(separator: "/") where part != "." {
                if part == ".." { _ = parts.popLast() } else { parts.append(part) }
            }
            trail.append("/" + parts.joined(separator: "/"))
        }
        return trail
    }

    /// The path with all symbolic links resolved.
    package static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Writes an existing small file, such as an attribute in sysfs; returns whether all bytes were accepted.
    package static func write(_ bytes: [UInt8], to path: String) -> Bool {
        let raw = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_TRUNC)
        guard raw >= 0 else { return false }
        let descriptor = OwnedDescriptor(adopting: raw)
        guard case .moved(bytes.count) = descriptor.write(bytes[...]) else { return false }
        return true
    }

    /// The first bytes of a small file, such as an attribute in sysfs.
    package static func contents(of path: String, upTo limit: Int = 4096) -> [UInt8]? {
        let raw = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard raw >= 0 else { return nil }
        let descriptor = OwnedDescriptor(adopting: raw)
        var contents: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: limit)
        // The kernel returns tables such as /proc/locks in pages.
        while contents.count < limit {
            switch descriptor.read(into: &buffer) {
            case .moved(let count): contents += buffer[..<count]
            case .ended: return contents
            case .notNow, .failed: return contents.isEmpty ? nil : contents
            }
        }
        return Array(contents.prefix(limit))
    }
}

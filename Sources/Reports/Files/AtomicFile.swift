import Glibc
package import TerminalUI
import TransportPosix

/// A file that is written atomically: a reader sees either the old content or all of the new.
package struct AtomicFile: Sendable, Hashable {
    /// The file as it was named.
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// Replaces what the file holds.
    ///
    /// An existing file keeps its mode, and a symbolic link to it stays a link.
    /// - Throws: `OutputError`, with `EISDIR` or `EINVAL` if the path is a folder or not a regular file; no temporary
    ///   file is left then.
    package func write(_ bytes: [UInt8]) throws(OutputError) {
        let target = FileSystem.resolved(path) ?? path
        let mode = try Self.mode(of: target)
        let (temporary, descriptor) = try Self.createTemporary(beside: target)
        do throws(OutputError) {
            try Self.fill(descriptor, bytes, mode)
            guard rename(temporary, target) == 0 else { throw OutputError(errno: errno) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    package func write(_ text: String) throws(OutputError) {
        try write(Array(text.utf8))
    }

    /// The mode of the existing file; `nil` if there is none.
    private static func mode(of path: String) throws(OutputError) -> mode_t? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT else { throw OutputError(errno: errno) }
            return nil
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return status.st_mode & 0o7777
        case S_IFDIR: throw OutputError(errno: EISDIR)
        // Replacing a device or a pipe would take it away from everybody else.
        default: throw OutputError(errno: EINVAL)
        }
    }

    private static func createTemporary(beside target: String) throws(OutputError) -> (path: String, Int32) {
        let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
        while true {
            let path = "\(folder).otaflash-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor >= 0 { return (path, descriptor) }
            guard errno == EEXIST else { throw OutputError(errno: errno) }
        }
    }

    private static func fill(_ descriptor: Int32, _ bytes: [UInt8], _ mode: mode_t?) throws(OutputError) {
        defer { close(descriptor) }
        if let mode, fchmod(descriptor, mode) != 0 { throw OutputError(errno: errno) }
        try TextStream(descriptor: descriptor).write(bytes)
        guard fsync(descriptor) == 0 else { throw OutputError(errno: errno) }
    }
}

import Glibc
import TransportPosix

/// A file that is replaced as a whole: whoever reads it gets all of the old text or all of the new one.
public struct AtomicFile: Sendable, Hashable {
    /// Why it could not be written.
    public struct Failure: Error, Sendable, Hashable {
        /// The system's number for it.
        public var errno: Int32
    }

    private let path: String

    /// Takes the path; a link stays, and what it leads to is replaced.
    public init(path: String) {
        self.path = FileSystem.resolved(path) ?? path
    }

    /// Replaces the text, and keeps who may read the file.
    /// - Throws: `Failure`; the old text is still there then.
    public func write(_ bytes: [UInt8]) throws(Failure) {
        let scratch = "\(path).\(getpid()).new"
        var status = stat()
        let mode = stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0o666
        let raw = open(scratch, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard raw >= 0 else { throw Failure(errno: errno) }
        do throws(Failure) {
            defer { close(raw) }
            // A new file's rights are those that the user's mask leaves; those of an old one are taken over whole.
            if mode != 0o666 { try Self.demand(fchmod(raw, mode)) }
            try Self.write(bytes[...], to: raw)
            try Self.demand(fsync(raw))
        } catch {
            unlink(scratch)
            throw error
        }
        do throws(Failure) {
            try Self.demand(rename(scratch, path))
        } catch {
            unlink(scratch)
            throw error
        }
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to raw: Int32) throws(Failure) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(raw, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw Failure(errno: errno)
            }
        }
    }

    private static func demand(_ result: Int32) throws(Failure) {
        guard result == 0 else { throw Failure(errno: errno) }
    }
}

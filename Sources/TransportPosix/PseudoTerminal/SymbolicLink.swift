import Glibc
public import TransportCore

/// A name for a device that may come back under another path, as udev's links in `/dev/serial/by-id` are.
public struct SymbolicLink: Sendable, Hashable {
    /// Where the link lies.
    public let path: String

    /// Names a link; nothing is made yet.
    public init(_ path: String) {
        self.path = path
    }

    /// Makes the link, or turns the one that is there, in one step: who looks finds the old target or the new one.
    /// - Throws: `system`; also where there is something at the path that is not a link, which is left alone.
    public func point(to target: String) throws(TransportError) {
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK {
            throw .system(path, "there is something that is not a link", EEXIST)
        }
        let draft = "\(path).\(getpid())"
        unlink(draft)
        guard symlink(target, draft) == 0 else { throw .system(path, "symlink", errno) }
        guard rename(draft, path) == 0 else {
            let code = errno
            unlink(draft)
            throw .system(path, "rename", code)
        }
    }

    /// Removes the link if it still points where it was made to point; somebody else's is left alone.
    public func remove(ifPointingTo target: String) {
        if FileSystem.target(ofLink: path) == target { unlink(path) }
    }
}

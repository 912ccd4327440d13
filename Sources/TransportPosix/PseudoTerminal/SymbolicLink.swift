import Glibc
package import TransportCore

/// A name for a device that may come back under another path, like udev's links in `/dev/serial/by-id`.
package struct SymbolicLink: Sendable, Hashable {
    /// The path of the link.
    package let path: String

    /// Names a link; nothing is created yet.
    package init(_ path: String) {
        self.path = path
    }

    /// Creates the link, or redirects an existing one, atomically: it always leads to the old target or the new one.
    /// - Throws: `system`; also if something that is not a link exists at the path, which is left alone.
    package func point(to target: String) throws(TransportError) {
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

    /// Removes the link if it still points to `target`; a link of another program is left alone.
    package func remove(ifPointingTo target: String) {
        if FileSystem.target(ofLink: path) == target { unlink(path) }
    }
}

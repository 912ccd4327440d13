import Glibc

/// The identity of a file, by which paths and descriptors are compared: a device's number, otherwise device and inode.
package enum FileIdentity: Hashable, Sendable {
    case characterDevice(UInt)
    case file(device: UInt, inode: UInt)

    /// The identity of the file that the path leads to; `nil` if it does not exist or is not accessible.
    package init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        if status.st_mode & S_IFMT == S_IFCHR {
            self = .characterDevice(UInt(status.st_rdev))
        } else {
            self = .file(device: UInt(status.st_dev), inode: UInt(status.st_ino))
        }
    }
}

import Glibc

/// What makes two paths or descriptors name the same thing: for a device the device's number, else device and inode.
package enum FileIdentity: Hashable, Sendable {
    case characterDevice(UInt)
    case file(device: UInt, inode: UInt)

    /// The identity of what the path leads to; `nil` where it leads nowhere that may be looked at.
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

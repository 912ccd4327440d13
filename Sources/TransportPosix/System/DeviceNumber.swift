import Glibc

/// The kernel's number of a device, independent of its node's name.
package struct DeviceNumber: Sendable, Hashable {
    /// The kind of device.
    let major: UInt64
    /// The number within its kind.
    let minor: UInt64

    /// Splits a combined device number of the C library (`gnu_dev_makedev`), whose macros cannot be called from Swift.
    init(_ device: dev_t) {
        let device = UInt64(device)
        major = (device >> 8 & 0xFFF) | (device >> 32 & ~0xFFF)
        minor = (device & 0xFF) | (device >> 12 & ~0xFF)
    }

    /// Reads the form of sysfs, `188:0`.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { UInt64($0) }
        guard parts.count == 2, let major = parts[0], let minor = parts[1] else { return nil }
        (self.major, self.minor) = (major, minor)
    }

    /// The number of the character device that a path leads to; `nil` if it leads to none.
    package init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFCHR else { return nil }
        self.init(status.st_rdev)
    }
}

extension DeviceNumber: CustomStringConvertible {
    /// The name of its link in sysfs's `dev/char`, `188:0`.
    package var description: String { "\(major):\(minor)" }
}

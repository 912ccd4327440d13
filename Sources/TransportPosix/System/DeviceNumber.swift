import Glibc

/// The number by which the kernel knows a device, whatever its node is called.
package struct DeviceNumber: Sendable, Hashable {
    /// What kind of device it is.
    let major: UInt64
    /// Which of its kind.
    let minor: UInt64

    /// Takes a number apart that the C library has put together (`gnu_dev_makedev`); its macros cannot be called from Swift.
    init(_ device: dev_t) {
        let device = UInt64(device)
        major = (device >> 8 & 0xFFF) | (device >> 32 & ~0xFFF)
        minor = (device & 0xFF) | (device >> 12 & ~0xFF)
    }

    /// Reads it as sysfs writes it, `188:0`.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { UInt64($0) }
        guard parts.count == 2, let major = parts[0], let minor = parts[1] else { return nil }
        (self.major, self.minor) = (major, minor)
    }

    /// The number of the device that a path leads to; `nil` where it leads to none that is read as a stream of bytes.
    package init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFCHR else { return nil }
        self.init(status.st_rdev)
    }
}

extension DeviceNumber: CustomStringConvertible {
    /// As sysfs names its link in `dev/char`, `188:0`.
    package var description: String { "\(major):\(minor)" }
}

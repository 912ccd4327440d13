import CUdev

/// libudev's library context, released at the end of its owner's lifetime.
///
/// Any thread can use libudev, but only one thread at a time can use a context and everything made from it.
struct UdevContext: ~Copyable {
    let pointer: OpaquePointer

    /// Fails if there is not enough memory.
    init?() {
        guard let pointer = udev_new() else { return nil }
        self.pointer = pointer
    }

    deinit {
        udev_unref(pointer)
    }

    /// Every terminal of the kernel, also those without a device; empty if sysfs cannot be read.
    func terminals() -> [DeviceRecord] {
        guard let enumeration = UdevEnumeration(self, subsystem: "tty") else { return [] }
        return enumeration.paths.compactMap { path in UdevDevice(self, at: path)?.record }
    }
}

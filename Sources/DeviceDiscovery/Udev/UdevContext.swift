import CUdev

/// libudev's library context, released at the end of its owner's life.
///
/// libudev may be used by any thread, but a context and all that comes from it by one at a time.
struct UdevContext: ~Copyable {
    let pointer: OpaquePointer

    /// Fails where there is no memory.
    init?() {
        guard let pointer = udev_new() else { return nil }
        self.pointer = pointer
    }

    deinit {
        udev_unref(pointer)
    }

    /// Every terminal that the kernel has, also those without a device; empty where sysfs cannot be read.
    func terminals() -> [DeviceRecord] {
        guard let enumeration = UdevEnumeration(self, subsystem: "tty") else { return [] }
        return enumeration.paths.compactMap { path in UdevDevice(self, at: path)?.record }
    }
}

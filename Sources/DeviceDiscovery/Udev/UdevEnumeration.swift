import CUdev

/// A snapshot of the devices of one subsystem.
struct UdevEnumeration: ~Copyable {
    private let pointer: OpaquePointer

    init?(_ context: borrowing UdevContext, subsystem: String) {
        guard let pointer = udev_enumerate_new(context.pointer) else { return nil }
        guard udev_enumerate_add_match_subsystem(pointer, subsystem) >= 0, udev_enumerate_scan_devices(pointer) >= 0
        else {
            udev_enumerate_unref(pointer)
            return nil
        }
        self.pointer = pointer
    }

    deinit {
        udev_enumerate_unref(pointer)
    }

    /// The devices' folders in sysfs.
    var paths: [String] {
        var paths: [String] = []
        var entry = udev_enumerate_get_list_entry(pointer)
        while let present = entry {
            if let name = udev_list_entry_get_name(present) { paths.append(String(cString: name)) }
            entry = udev_list_entry_get_next(present)
        }
        return paths
    }
}

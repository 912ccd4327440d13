import CUdev
import Glibc

/// libudev's socket for events of terminals, closed at the end of its owner's lifetime.
struct UdevMonitor: ~Copyable {
    let context: UdevContext
    private let pointer: OpaquePointer

    /// Starts to listen: to udev if its daemon runs, since it reports when the rules are done, otherwise to the kernel.
    init?() {
        guard let context = UdevContext() else { return nil }
        let source = access("/run/udev/control", F_OK) == 0 ? "udev" : "kernel"
        guard let pointer = udev_monitor_new_from_netlink(context.pointer, source) else { return nil }
        guard udev_monitor_filter_add_match_subsystem_devtype(pointer, "tty", nil) >= 0,
            udev_monitor_enable_receiving(pointer) >= 0
        else {
            udev_monitor_unref(pointer)
            return nil
        }
        self.context = context
        self.pointer = pointer
    }

    deinit {
        udev_monitor_unref(pointer)
    }

    /// The socket; becomes readable when an event arrives, and never blocks.
    var descriptor: Int32 {
        udev_monitor_get_fd(pointer)
    }

    /// The next event; `nil` if none is left.
    mutating func next() -> UdevDevice? {
        UdevDevice(adopting: udev_monitor_receive_device(pointer))
    }
}

import CTermios
import Glibc
import TransportCore

extension SerialLine {
    /// Opens a port without waiting for carrier, locks it and sets raw mode; DTR and RTS are left alone.
    ///
    /// Old drivers raise both lines on every change of settings (ch341 before Linux 4.10), so settings come before
    /// lines; the queues are flushed last, since bytes received before raw mode may have been altered.
    static func open(_ path: String, baud: Int, sysfs: String) throws(TransportError) -> SerialLine {
        let group = try groupThatMayUse(path)
        let descriptor = OwnedDescriptor(adopting: try openWithoutWaiting(path, group: group))
        // What is sent to a board would be typed into the user's own terminal.
        guard tcgetsid(descriptor.raw) != getsid(0) else { throw .notATerminal(path, "the terminal of this command") }
        try lock(descriptor, path)
        let found = try settings(of: descriptor, path)
        // A pseudo terminal keeps the flag after its holder is killed, and would then refuse everybody except root.
        let takesExclusive = !ctermios_is_pseudo_terminal(descriptor.raw)
        guard !takesExclusive || !found.isExclusive else {
            throw .busy(path, holder: holder(of: path, besides: descriptor))
        }
        var line = SerialLine(path, descriptor, found)
        try line.prepare(baud: baud, exclusive: takesExclusive)
        line.lowerLatency(sysfs: sysfs)
        return line
    }

    private mutating func prepare(baud: Int, exclusive: Bool) throws(TransportError) {
        if exclusive { _ = ctermios_set_exclusive(descriptor.raw, true) }
        tcflush(descriptor.raw, TCIOFLUSH)
        try setBaud(baud, .atOnce)
        tcflush(descriptor.raw, TCIOFLUSH)
    }

    /// The group that can read and write the device at the path; refuses anything that is not a device.
    ///
    /// Checks before opening, since even opening a pipe by mistake has an effect.
    private static func groupThatMayUse(_ path: String) throws(TransportError) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .opening(path, errno) }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFCHR else { throw .notATerminal(path, name(ofKind: kind)) }
        let groupMayUse = status.st_mode & (S_IRGRP | S_IWGRP) == S_IRGRP | S_IWGRP
        let entry = groupMayUse && status.st_gid != 0 ? getgrgid(status.st_gid) : nil
        return entry.map { String(cString: $0.pointee.gr_name) }
    }

    private static func name(ofKind kind: mode_t) -> String {
        switch kind {
        case S_IFDIR: "a directory"
        case S_IFREG: "a file"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        default: "a block device"
        }
    }

    private static func openWithoutWaiting(_ path: String, group: String?) throws(TransportError) -> Int32 {
        while true {
            let descriptor = Glibc.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
            if descriptor >= 0 { return descriptor }
            switch errno {
            case EINTR: continue
            case EBUSY: throw .busy(path, holder: PortHolderFinder().holder(of: path))
            case let code: throw .opening(path, code, group: group)
            }
        }
    }

    /// Locks out other programs that lock, including root's; TIOCEXCL alone does not stop root.
    private static func lock(_ descriptor: borrowing OwnedDescriptor, _ path: String) throws(TransportError) {
        guard flock(descriptor.raw, LOCK_EX | LOCK_NB) != 0 else { return }
        guard errno == EWOULDBLOCK else { throw .system(path, "flock", errno) }
        throw .busy(path, holder: holder(of: path, besides: descriptor))
    }

    private static func holder(of path: String, besides own: borrowing OwnedDescriptor) -> PortHolder? {
        PortHolderFinder().holders(of: [path], exceptDescriptor: "/proc/\(getpid())/fd/\(own.raw)")[path]
    }

    private static func settings(
        of descriptor: borrowing OwnedDescriptor,
        _ path: String
    ) throws(TransportError) -> PortSettings {
        do {
            return try PortSettings(of: descriptor)
        } catch {
            switch error.code {
            // Some devices, such as /dev/urandom, return EINVAL instead of ENOTTY.
            case ENOTTY, EINVAL: throw .notATerminal(path, "a device without a line")
            case let code: throw .opening(path, code)
            }
        }
    }
}

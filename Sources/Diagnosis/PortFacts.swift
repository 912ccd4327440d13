package import DeviceDiscovery
import Glibc
package import TransportCore
import TransportPosix

/// A snapshot of the facts about a port that decide whether its board can be reached.
package struct PortFacts: Sendable, Hashable {
    /// The path by which the user named the port.
    package var path: String
    /// What discovery knows about it; `nil` for a port that it does not list, such as a pseudo terminal.
    package var device: SerialDevice?
    /// The process that has it open.
    package var holder: PortHolder?
    /// The group that can open it; `nil` if there is none.
    package var group: String?
    /// The latency timer of an FTDI converter, in milliseconds; `nil` for other ports.
    package var latencyMilliseconds: Int?
    /// Whether this user can set that timer.
    package var latencyIsWritable: Bool
    /// Whether a board is expected on the port, so that silence is a problem.
    package var isExpected = true

    /// Makes the facts of a port without problems.
    package init(
        path: String,
        device: SerialDevice? = nil,
        group: String? = nil,
        latencyMilliseconds: Int? = nil,
        latencyIsWritable: Bool = false
    ) {
        self.path = path
        self.device = device
        holder = device?.holder
        self.group = group
        self.latencyMilliseconds = latencyMilliseconds
        self.latencyIsWritable = latencyIsWritable
    }

    /// Inspects a port without opening it.
    /// - Parameter sysfs: where sysfs is mounted; tests pass a folder.
    package init(inspecting path: String, device: SerialDevice?, sysfs: String = "/sys") {
        self.init(path: path, device: device)
        // A port that discovery does not list, such as a pseudo terminal, can be held too.
        holder = holder ?? PortHolderFinder().otherHolder(of: path)
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & (S_IRGRP | S_IWGRP) == S_IRGRP | S_IWGRP,
            // Never advise a user to join root's group.
            status.st_gid != 0
        {
            group = getgrgid(status.st_gid).map { String(cString: $0.pointee.gr_name) }
        }
        if let timer = LatencyTimer(of: device?.path ?? path, sysfs: sysfs) {
            latencyMilliseconds = timer.milliseconds
            latencyIsWritable = access(timer.path, W_OK) == 0
        }
    }
}

public import DeviceDiscovery
import Glibc
public import TransportCore
import TransportPosix

/// What of a port decides whether a board behind it can be reached, as it was when somebody looked.
public struct PortFacts: Sendable, Hashable {
    /// The port, by the path that it was named by.
    public var path: String
    /// What discovery knows of it; `nil` for a port that it does not list, such as a pseudo terminal.
    public var device: SerialDevice?
    /// Who has it open.
    public var holder: PortHolder?
    /// The group that may open it; `nil` where none may.
    public var group: String?
    /// How long an FTDI converter may keep what has come, in milliseconds; `nil` for other ports.
    public var latencyMilliseconds: Int?
    /// Whether this user may set that time.
    public var latencyIsWritable: Bool
    /// Whether a board is expected on it, so that silence is a problem.
    public var isExpected = true

    /// Makes facts of a port where nothing is wrong.
    public init(
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

    /// Looks at a port without opening it.
    /// - Parameter sysfs: where sysfs is; tests name a folder of their own.
    public init(inspecting path: String, device: SerialDevice?, sysfs: String = "/sys") {
        self.init(path: path, device: device)
        // One that discovery does not list, as a pseudo terminal, may be held too.
        holder = holder ?? PortHolderFinder().otherHolder(of: path)
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & (S_IRGRP | S_IWGRP) == S_IRGRP | S_IWGRP,
            // Nobody is to become a member of root's group.
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

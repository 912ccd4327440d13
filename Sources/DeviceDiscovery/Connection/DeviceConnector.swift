import Synchronization
public import TransportCore
import TransportPosix

/// Opens a device of this host, and finds it again when it comes back under another name.
public final class DeviceConnector: TransportConnector {
    /// The line rate in bits per second.
    public let baud: Int
    private let track: DeviceTrack
    private let present: Mutex<SerialDevice>
    private let ports: @Sendable () -> [SerialDevice]

    /// Makes a connector; nothing is opened yet.
    /// - Parameters:
    ///   - device: one of those that are there.
    ///   - ports: lists what is there; this host's ports unless others are given.
    public init(
        _ device: SerialDevice,
        baud: Int = 115_200,
        ports: @escaping @Sendable () -> [SerialDevice] = { PortCatalog().ports(lookingForHolders: false) }
    ) {
        self.baud = baud
        self.ports = ports
        track = DeviceTrack(device, among: ports())
        present = Mutex(device)
    }

    /// The device as it was last seen.
    public var device: SerialDevice {
        present.withLock { $0 }
    }

    /// The node that the device had when it was last seen.
    public var address: TransportAddress {
        .terminal(path: device.path)
    }

    /// Opens the device by the name that it has now; the result also conforms to `SerialControl`.
    /// - Throws: `noDevice` where it is not there; what opening a port throws.
    public func connect() async throws(TransportError) -> any ByteTransport {
        guard let device = track.find(in: ports()) else {
            throw TransportError(
                .noDevice,
                at: address,
                "\(address) has gone, and its device is under no other name.",
                nextStep: "Check cable and power, and run the command again."
            )
        }
        present.withLock { $0 = device }
        return try await SerialPort.open(path: device.path, baud: baud)
    }
}

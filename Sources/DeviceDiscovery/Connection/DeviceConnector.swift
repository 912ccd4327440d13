import Synchronization
public import TransportCore
import TransportPosix

/// Opens a device of this host, and finds it again if it comes back under another name.
public final class DeviceConnector: TransportConnector {
    /// The line rate in bits per second.
    public let baud: Int
    private let track: DeviceTrack
    private let present: Mutex<SerialDevice>
    private let ports: @Sendable () -> [SerialDevice]

    /// Makes a connector; nothing is opened yet.
    /// - Parameters:
    ///   - device: a device that is connected.
    ///   - ports: lists the connected ports; by default those of this host.
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

    /// The device's node when it was last seen.
    public var address: TransportAddress {
        .terminal(path: device.path)
    }

    /// Opens the device under its current name; the result also conforms to `SerialControl`.
    /// - Throws: `noDevice` if it is not connected; the errors of opening a port.
    public func connect() async throws(TransportError) -> any ByteTransport {
        guard let device = track.find(in: ports()) else {
            throw TransportError(
                .noDevice,
                at: address,
                "\(address) has disappeared, and its device has not come back under another name.",
                nextStep: "Check cable and power, and run the command again."
            )
        }
        present.withLock { $0 = device }
        return try await SerialPort.open(path: device.path, baud: baud)
    }
}

import DeviceDiscovery
import Synchronization

/// A host with simulated hubs, and a clock that only counts.
final class USBBench: Sendable {
    static let place = USBLocation(bus: 1, ports: [2])
    static let twinPlace = USBLocation(bus: 2, ports: [2])
    static let target = HubPortAddress(hub: place, port: 3)
    static let board = USBDevice(location: target.location, address: 9, vendor: 0x10C4, product: 0xEA60)
    static let id: [UInt8] = Array(1...16)

    let bus: SimulatedUSBBus
    private let waited = Mutex<[Duration]>([])
    private let sysfs: USBSysfs
    private let longest: Duration

    /// - Parameters:
    ///   - sysfs: the folder of sysfs; by default there is none.
    ///   - longest: the wait that is cancelled.
    init(
        _ hubs: [SimulatedHub],
        devices: [USBDevice] = [board],
        faults: [USBLocation: USBError] = [:],
        absences: [USBLocation: Int] = [:],
        sysfs: String = "/nonexistent",
        cancellingWaitsFrom longest: Duration = .seconds(1000)
    ) {
        bus = SimulatedUSBBus(hubs: hubs, devices: devices, faults: faults, absences: absences)
        self.sysfs = USBSysfs(sysfs)
        self.longest = longest
    }

    var power: HubPower {
        HubPower(bus: bus, sysfs: sysfs) { [self] duration throws(CancellationError) in
            if duration >= longest { throw CancellationError() }
            waited.withLock { $0.append(duration) }
        }
    }

    /// The duration of each wait.
    var waits: [Duration] { waited.withLock(\.self) }

    /// A request that switches a port.
    static func order(_ isOn: Bool, _ hub: USBLocation = place, port: UInt8 = 3) -> SimulatedUSBBus.Call {
        .control(hub, .power(isOn, port: port))
    }

    static func hub(
        _ location: USBLocation = place,
        _ generation: HubGeneration = .usb2,
        ports: UInt8 = 4,
        switching: PowerSwitching = .individual,
        containerID: [UInt8]? = nil
    ) -> SimulatedHub {
        SimulatedHub(
            USBDevice(
                location: location,
                address: location.bus + 1,
                vendor: 0x05E3,
                product: generation == .usb2 ? 0x0610 : 0x0612,
                deviceClass: 9,
                usbVersion: generation == .usb2 ? 0x0210 : 0x0300,
                speed: generation == .usb2 ? .high : .superSpeed
            ),
            HubDescriptor(
                generation: generation,
                portCount: ports,
                switching: switching,
                powerOnDelay: .milliseconds(100)
            ),
            containerID: containerID
        )
    }

    /// The two halves of a USB 3 hub.
    static func pair(ports: UInt8 = 4) -> [SimulatedHub] {
        [hub(containerID: id), hub(twinPlace, .usb3, ports: ports, containerID: id)]
    }
}

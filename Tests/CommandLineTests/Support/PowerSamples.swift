import DeviceDiscovery

@testable import Reports
@testable import otaflash

/// A sample host with hubs.
enum PowerSamples {
    static let place = USBLocation(bus: 1, ports: [2])
    static let target = HubPortAddress(hub: place, port: 3)
    static let board = USBDevice(
        location: target.location,
        address: 9,
        vendor: 0x10C4,
        product: 0xEA60,
        usbVersion: 0x0110,
        speed: .full
    )

    static func hub(
        _ location: USBLocation = place,
        _ switching: PowerSwitching? = .individual,
        twin: USBLocation? = nil,
        ports: [HubPort] = []
    ) -> USBHub {
        USBHub(
            device: USBDevice(
                location: location,
                address: 2,
                vendor: 0x05E3,
                product: 0x0610,
                deviceClass: 9,
                usbVersion: 0x0210,
                speed: .high
            ),
            productName: "USB2.1 Hub",
            descriptor: switching.map { HubDescriptor(generation: .usb2, portCount: 4, switching: $0) },
            containerID: switching.map { _ in Array(1...16) },
            twin: twin,
            ports: ports
        )
    }

    static let ports = [
        HubPort(number: 1, status: PortStatus(bits: 0x0100, generation: .usb2)),
        HubPort(number: 2, status: PortStatus(bits: 0x0000, generation: .usb2)),
        HubPort(
            number: 3,
            status: PortStatus(bits: 0x0103, generation: .usb2),
            device: board,
            productName: "CP2102 USB to UART Bridge Controller\u{1B}[2J",
            terminals: ["/dev/ttyUSB0"]
        ),
        HubPort(number: 4, status: PortStatus(bits: 0x0008, generation: .usb2)),
    ]

    static var refusal: USBError { USBError(.permissionDenied, "Not for you.", nextStep: "Ask root.") }

    /// A simulated bus with the hub and the board on it.
    static func bus(stuckPorts: Set<UInt8> = []) -> SimulatedUSBBus {
        let descriptor = HubDescriptor(generation: .usb2, portCount: 4, switching: .individual)
        var simulated = SimulatedHub(hub().device, descriptor)
        simulated.stuckPorts = stuckPorts
        return SimulatedUSBBus(hubs: [simulated], devices: [board])
    }

    static func cycle(hasGone: Bool = true, isBack: Bool = true) -> PowerResult {
        var result = PowerResult(verb: .cycle, target: target)
        result.report = PowerReport(
            sides: [
                PowerReport.Side(
                    port: target,
                    before: PortStatus(bits: 0x0103, generation: .usb2),
                    after: PortStatus(bits: 0x0103, generation: .usb2)
                )
            ],
            device: board,
            hasGone: hasGone,
            isBack: isBack
        )
        return result
    }
}

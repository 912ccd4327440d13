import ArgumentParser
import DeviceDiscovery

/// Which port or device a power command means.
struct PowerTarget: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The board: path:1-2.3 is a place, also an empty one; serial:TEXT and others as elsewhere.",
            valueName: "selector"
        ),
        transform: Self.device
    )
    var device: DeviceSelector?

    @Option(help: ArgumentHelp("A hub, 1-2.", valueName: "place"), transform: Self.place)
    var hub: USBLocation?

    @Option(help: ArgumentHelp("A port of the hub, counted from 1.", valueName: "number"))
    var hubPort: UInt8?

    /// Whether a port is named.
    var isNamed: Bool { device != nil || hub != nil && hubPort != nil }

    /// The port; `nil` where none is named.
    /// - Parameter devices: what hangs on this host, where the place has to be found.
    /// - Throws: `SelectorError`, also where the device hangs on no hub.
    func port(among devices: () -> [SerialDevice]) throws(SelectorError) -> HubPortAddress? {
        guard let device else {
            guard let hub, let hubPort else { return nil }
            return HubPortAddress(hub: hub, port: hubPort)
        }
        // A place may be empty: its power is off, or nothing is plugged in.
        if case .topology(let place) = device.criterion, let port = USBLocation(place)?.hubPort { return port }
        let devices = devices()
        let port = try device.choose(from: devices).topology.flatMap(USBLocation.init)?.hubPort
        guard let port else { throw SelectorError(.noDevice, device, present: devices.filter { $0.usb != nil }) }
        return port
    }

    mutating func validate() throws {
        guard device == nil || hub == nil && hubPort == nil else {
            throw ValidationError("--device and --hub exclude each other.")
        }
        guard hubPort == nil || hub != nil else { throw ValidationError("--hub-port needs --hub.") }
        guard hubPort != 0 else { throw ValidationError("--hub-port counts from 1.") }
    }

    private static func device(_ text: String) throws -> DeviceSelector {
        let selector = try ConnectionOptions.selector(text)
        switch selector.criterion {
        case .name: throw ValidationError("“\(text)” is a name; say by serial: or path: which board it is.")
        default: return selector
        }
    }

    private static func place(_ text: String) throws -> USBLocation {
        guard let place = USBLocation(text) else {
            throw ValidationError("“\(text)” is not a place on the USB, such as 1-2.3 or usb1.")
        }
        return place
    }
}

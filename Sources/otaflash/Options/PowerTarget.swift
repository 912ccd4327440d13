import ArgumentParser
import DeviceDiscovery

/// The port or device of a power command.
struct PowerTarget: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The board: path:1-2.3 is a location, even an empty one; serial:TEXT and the other selectors also work.",
            valueName: "selector"
        ),
        transform: ConnectionOptions.selector
    )
    var device: DeviceSelector?

    @Option(help: ArgumentHelp("The hub's location, such as 1-2.", valueName: "place"), transform: Self.place)
    var hub: USBLocation?

    @Option(help: ArgumentHelp("The port of the hub, counted from 1.", valueName: "number"))
    var hubPort: UInt8?

    /// Whether a port is named.
    var isNamed: Bool { device != nil || hub != nil && hubPort != nil }

    /// The port; `nil` if none is named.
    /// - Parameter devices: the devices of this host, needed if the location has to be looked up.
    /// - Throws: `SelectorError`, also if the device is not connected to a hub.
    func port(among devices: () -> [SerialDevice]) throws(SelectorError) -> HubPortAddress? {
        guard let device else {
            guard let hub, let hubPort else { return nil }
            return HubPortAddress(hub: hub, port: hubPort)
        }
        // A location can be empty: its power is off, or nothing is plugged in.
        if case .topology(let place) = device.criterion, let port = USBLocation(place)?.hubPort { return port }
        let devices = devices()
        let port = try Self.place(of: device, among: devices).flatMap(USBLocation.init)?.hubPort
        guard let port else { throw SelectorError(.noDevice, device, present: devices.filter { $0.usb != nil }) }
        return port
    }

    mutating func validate() throws {
        guard device == nil || hub == nil && hubPort == nil else {
            throw ValidationError("--device and --hub cannot be combined.")
        }
        guard hubPort == nil || hub != nil else { throw ValidationError("--hub-port needs --hub.") }
        guard hubPort != 0 else { throw ValidationError("--hub-port counts from 1.") }
    }

    /// Where the device is plugged in; several ports of one adapter share a location.
    private static func place(
        of selector: DeviceSelector,
        among devices: [SerialDevice]
    ) throws(SelectorError) -> String? {
        do throws(SelectorError) {
            return try selector.choose(from: devices).topology
        } catch {
            guard let place = error.matching.first?.topology, error.matching.allSatisfy({ $0.topology == place })
            else { throw error }
            return place
        }
    }

    private static func place(_ text: String) throws -> USBLocation {
        guard let place = USBLocation(text) else {
            throw ValidationError("“\(text)” is not a USB location such as 1-2.3 or usb1.")
        }
        return place
    }
}

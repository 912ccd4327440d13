import ArgumentParser
import DeviceDiscovery

/// Which port or device a power command means.
struct PowerTarget: ParsableArguments {
    @Option(
        help: ArgumentHelp("The board, by the place of its plug: path:1-2.3.", valueName: "selector"),
        transform: Self.device
    )
    var device: USBLocation?

    @Option(help: ArgumentHelp("A hub, 1-2.", valueName: "place"), transform: Self.place)
    var hub: USBLocation?

    @Option(help: ArgumentHelp("A port of the hub, counted from 1.", valueName: "number"))
    var hubPort: UInt8?

    /// The port; `nil` where none is named.
    var port: HubPortAddress? {
        if let device { return device.hubPort }
        guard let hub, let hubPort else { return nil }
        return HubPortAddress(hub: hub, port: hubPort)
    }

    mutating func validate() throws {
        guard device == nil || hub == nil && hubPort == nil else {
            throw ValidationError("--device and --hub exclude each other.")
        }
        guard hubPort == nil || hub != nil else { throw ValidationError("--hub-port needs --hub.") }
        guard hubPort != 0 else { throw ValidationError("--hub-port counts from 1.") }
        guard device?.isRoot != true else {
            throw ValidationError("--device names a root hub, which hangs on no port.")
        }
    }

    private static func device(_ text: String) throws -> USBLocation {
        guard text.hasPrefix("path:") else { throw ValidationError("“\(text)” is not a place such as path:1-2.3.") }
        return try place(String(text.dropFirst("path:".count)))
    }

    private static func place(_ text: String) throws -> USBLocation {
        guard let place = USBLocation(text) else {
            throw ValidationError("“\(text)” is not a place on the USB, such as 1-2.3 or usb1.")
        }
        return place
    }
}

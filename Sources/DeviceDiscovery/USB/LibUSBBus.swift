import CUSB
import TransportPosix

/// The USB of this host through libusb.
///
/// Each call uses its own session, so that newly connected devices are always seen, even without udev events.
package actor LibUSBBus: USBBus {
    /// A device that does not answer blocks for seconds, so the calls do not run in Swift's thread pool.
    private let thread: PortThread

    /// The thread that calls libusb.
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Starts the thread; libusb is not called yet.
    package init() throws(USBError) {
        do throws(SystemCallError) {
            thread = try PortThread()
        } catch {
            throw USBError(
                .internal,
                "Could not start a thread for libusb: \(error).",
                nextStep: "Stop other programs, or raise the process limit, and try again."
            )
        }
    }

    deinit {
        thread.stop()
    }

    /// The devices that are plugged in now.
    /// - Throws: `USBError`; `noDevice` if this host shows no USB at all, not even a root hub.
    package func devices() throws(USBError) -> [USBDevice] {
        var devices: [USBDevice] = []
        _ = try LibUSBContext().first { device throws(USBError) -> Never? in
            if let device = Self.facts(device) { devices.append(device) }
            return nil
        }
        // Every USB has a root hub, but libusb also starts without an error if there is no USB.
        guard !devices.isEmpty else { throw USBError.noUSB() }
        return devices.sorted { $0.location < $1.location }
    }

    /// Performs a control request.
    package func control(_ request: ControlRequest, at location: USBLocation) throws(USBError) -> [UInt8] {
        try withDevice(at: location) { handle throws(USBError) in try handle.control(request) }
    }

    /// Resets a device.
    package func reset(_ location: USBLocation) throws(USBError) {
        try withDevice(at: location) { handle throws(USBError) in try handle.reset() }
    }

    private func withDevice<Result>(
        at location: USBLocation,
        _ body: (borrowing LibUSBHandle) throws(USBError) -> Result
    ) throws(USBError) -> Result {
        let result = try LibUSBContext().first { device throws(USBError) -> Result? in
            guard Self.location(device) == location else { return nil }
            return try body(try LibUSBHandle(opening: device, at: location))
        }
        guard let result else { throw USBError.nothing(at: location) }
        return result
    }

    private static func location(_ device: OpaquePointer) -> USBLocation? {
        var ports = [UInt8](repeating: 0, count: USBLocation.depth)
        let count = libusb_get_port_numbers(device, &ports, Int32(ports.count))
        guard count >= 0 else { return nil }
        return USBLocation(bus: libusb_get_bus_number(device), ports: Array(ports.prefix(Int(count))))
    }

    private static func facts(_ device: OpaquePointer) -> USBDevice? {
        var descriptor = libusb_device_descriptor()
        guard libusb_get_device_descriptor(device, &descriptor) == 0, let location = location(device) else {
            return nil
        }
        return USBDevice(
            location: location,
            address: libusb_get_device_address(device),
            vendor: descriptor.idVendor,
            product: descriptor.idProduct,
            deviceClass: descriptor.bDeviceClass,
            usbVersion: descriptor.bcdUSB,
            speed: speed(libusb_get_device_speed(device))
        )
    }

    private static func speed(_ number: Int32) -> USBDevice.Speed {
        switch libusb_speed(UInt32(bitPattern: number)) {
        case LIBUSB_SPEED_LOW: .low
        case LIBUSB_SPEED_FULL: .full
        case LIBUSB_SPEED_HIGH: .high
        case LIBUSB_SPEED_SUPER: .superSpeed
        case LIBUSB_SPEED_SUPER_PLUS: .superSpeedPlus
        default: .unknown
        }
    }
}

extension USBError {
    /// The error for a location where nothing is plugged in.
    static func nothing(at location: USBLocation) -> USBError {
        USBError(
            .noDevice,
            "No USB device is plugged in at \(location).",
            nextStep: "Check which devices are connected.",
            remedies: [.listDevices]
        )
    }
}

import CUSB

extension USBError {
    /// Makes the error for an error number of libusb.
    /// - Parameters:
    ///   - action: the failed action, to follow "could not": `open it`.
    ///   - location: the device; `nil` if there was none.
    init(libusb number: Int32, _ action: String, at location: USBLocation?) {
        let device = location.map { "the USB device \($0)" } ?? "the USB of this host"
        let name = String(cString: libusb_error_name(number))
        let facts = "libusb could not \(action) (\(name))"
        switch libusb_error(number) {
        case LIBUSB_ERROR_ACCESS:
            self.init(
                .permissionDenied,
                "This user does not have permission to use \(device): \(facts).",
                nextStep: "Install udev rules that give access and plug the hub in again, or run this as root.",
                remedies: [.installRules]
            )
        case LIBUSB_ERROR_NO_DEVICE, LIBUSB_ERROR_NOT_FOUND:
            self.init(
                .linkLost,
                "There is no answer from \(device), it has disappeared: \(facts).",
                nextStep: "Check the cable and the hub's supply, and which devices are connected.",
                remedies: [.listDevices]
            )
        case LIBUSB_ERROR_PIPE:
            self.init(
                .hubRefuses,
                "The request was refused by \(device): \(facts).",
                nextStep: "The hub does not support this request; use another hub, or switch the board in another way."
            )
        case LIBUSB_ERROR_BUSY:
            self.init(
                .portBusy,
                "Another program uses \(device): \(facts).",
                nextStep: "Stop that program (a virtual machine, a debugger) and try again."
            )
        case LIBUSB_ERROR_IO, LIBUSB_ERROR_TIMEOUT:
            self.init(
                .linkLost,
                "There is no valid answer from \(device): \(facts).",
                nextStep: "Replug the hub, or give it its own supply, and try again."
            )
        default:
            self.init(
                .internal,
                "An unexpected error occurred with \(device): \(facts).",
                nextStep: "See the kernel's messages with `dmesg`."
            )
        }
    }

    /// The error for a host that shows no USB, such as a container without `/dev/bus/usb`.
    /// - Parameter number: the error number of libusb, if it could not start.
    static func noUSB(_ number: Int32? = nil) -> USBError {
        let reason = number.map { "libusb could not start (\(String(cString: libusb_error_name($0))))" }
        return USBError(
            .noDevice,
            "This host shows no USB: \(reason ?? "there is not even a root hub").",
            nextStep: "In a container, pass through /dev/bus/usb and /sys; elsewhere, check that /dev/bus/usb exists."
        )
    }
}

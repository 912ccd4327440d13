import CUSB

extension USBError {
    /// The error for a number that libusb returned.
    /// - Parameters:
    ///   - action: what was tried, to follow "could not": `open it`.
    ///   - location: the device; `nil` where it was none.
    init(libusb number: Int32, _ action: String, at location: USBLocation?) {
        let device = location.map { "the USB device \($0)" } ?? "the USB of this host"
        let name = String(cString: libusb_error_name(number))
        let facts = "libusb could not \(action) (\(name))"
        switch libusb_error(number) {
        case LIBUSB_ERROR_ACCESS:
            self.init(
                .permissionDenied,
                "This user may not use \(device): \(facts).",
                nextStep: "Install udev/70-otaflash.rules with scripts/install-udev and plug the hub in again, "
                    + "or run this as root."
            )
        case LIBUSB_ERROR_NO_DEVICE, LIBUSB_ERROR_NOT_FOUND:
            self.init(
                .linkLost,
                "There is no answer from \(device), it has gone: \(facts).",
                nextStep: "List the hubs to see what is there now, and check the cable and the hub's supply."
            )
        case LIBUSB_ERROR_PIPE:
            self.init(
                .hubRefuses,
                "Refused by \(device): \(facts).",
                nextStep: "The hub does not know this request; use another hub, or switch the board in another way."
            )
        case LIBUSB_ERROR_BUSY:
            self.init(
                .portBusy,
                "Another program uses \(device): \(facts).",
                nextStep: "End that program (a virtual machine, a debugger) and try again."
            )
        case LIBUSB_ERROR_IO, LIBUSB_ERROR_TIMEOUT:
            self.init(
                .linkLost,
                "There is no good answer from \(device): \(facts).",
                nextStep: "Plug the hub out and in, or give it its own supply, and try again."
            )
        default:
            self.init(
                .internal,
                "Something is wrong with \(device): \(facts).",
                nextStep: "Look into `dmesg` for what the kernel says about it."
            )
        }
    }

    /// This host shows no USB, as a container without `/dev/bus/usb`.
    /// - Parameter number: what libusb returned where it did not even start.
    static func noUSB(_ number: Int32? = nil) -> USBError {
        let reason = number.map { "libusb could not start (\(String(cString: libusb_error_name($0))))" }
        return USBError(
            .noDevice,
            "This host shows no USB: \(reason ?? "there is not even a root hub").",
            nextStep: "In a container pass /dev/bus/usb and /sys through; elsewhere check that /dev/bus/usb is there."
        )
    }
}

import Testing

@testable import DeviceDiscovery

struct LibUSBErrorTests {
    /// The numbers of `enum libusb_error`, libusb 1.0.
    @Test(
        arguments: [
            (-1, .linkLost, "LIBUSB_ERROR_IO"), (-3, .permissionDenied, "LIBUSB_ERROR_ACCESS"),
            (-4, .linkLost, "LIBUSB_ERROR_NO_DEVICE"), (-5, .linkLost, "LIBUSB_ERROR_NOT_FOUND"),
            (-6, .portBusy, "LIBUSB_ERROR_BUSY"), (-7, .linkLost, "LIBUSB_ERROR_TIMEOUT"),
            (-9, .hubRefuses, "LIBUSB_ERROR_PIPE"), (-11, .internal, "LIBUSB_ERROR_NO_MEM"),
            (-99, .internal, "LIBUSB_ERROR_OTHER"),
        ] as [(Int32, USBError.Code, String)]
    )
    func eachNumberHasACodeAndANextStep(number: Int32, code: USBError.Code, name: String) {
        let error = USBError(libusb: number, "open it", at: USBLocation(bus: 1, ports: [2]))
        #expect(error.code == code)
        #expect(error.message.contains("USB device 1-2"))
        #expect(error.message.contains("could not open it (\(name))"))
        #expect(error.nextStep.hasSuffix("."))
    }

    @Test func aMissingPermissionNamesTheUdevRules() {
        let error = USBError(libusb: -3, "open it", at: USBLocation(bus: 1))
        #expect(error.nextStep.contains("udev rules"))
        #expect(error.remedies == [.installRules])
    }

    @Test func aHostWithoutUSBSaysWhatToPassThrough() {
        #expect(USBError.noUSB().code == .noDevice)
        #expect(USBError.noUSB(-99).message.contains("LIBUSB_ERROR_OTHER"))
        #expect(USBError.noUSB().nextStep.contains("/dev/bus/usb"))
    }
}

import CUSB

/// An open USB device, closed exactly once: at the end of its owner's lifetime.
struct LibUSBHandle: ~Copyable {
    private let raw: OpaquePointer
    private let location: USBLocation

    /// The time limit for a device's answer, in milliseconds (USB 2.0, 9.2.6.4 allows 5 s).
    private static let timeout: UInt32 = 5000

    init(opening device: OpaquePointer, at location: USBLocation) throws(USBError) {
        var handle: OpaquePointer?
        let status = libusb_open(device, &handle)
        guard status == 0, let handle else { throw USBError(libusb: status, "open it", at: location) }
        raw = handle
        self.location = location
    }

    deinit {
        libusb_close(raw)
    }

    func control(_ request: ControlRequest) throws(USBError) -> [UInt8] {
        var answer = [UInt8](repeating: 0, count: Int(request.length))
        let count = answer.withUnsafeMutableBufferPointer {
            libusb_control_transfer(
                raw,
                request.requestType,
                request.request,
                request.value,
                request.index,
                $0.baseAddress,
                request.length,
                Self.timeout
            )
        }
        guard count >= 0 else { throw USBError(libusb: count, "do a control request", at: location) }
        return Array(answer.prefix(Int(count)))
    }

    func reset() throws(USBError) {
        let status = libusb_reset_device(raw)
        // Not found: it was reset, and comes back as another device, or not at all; the caller must look for it.
        guard status == 0 || status == LIBUSB_ERROR_NOT_FOUND.rawValue else {
            throw USBError(libusb: status, "reset it", at: location)
        }
    }
}

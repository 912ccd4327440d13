import CUSB

/// A libusb session, ended exactly once: at the end of its owner's lifetime.
struct LibUSBContext: ~Copyable {
    private let raw: OpaquePointer

    init() throws(USBError) {
        var context: OpaquePointer?
        let status = libusb_init(&context)
        guard status == 0, let context else { throw USBError.noUSB(status) }
        raw = context
    }

    deinit {
        libusb_exit(raw)
    }

    /// Passes each connected device to `body` until it returns a value; the devices are not valid afterwards.
    func first<Result>(
        _ body: (OpaquePointer) throws(USBError) -> Result?
    ) throws(USBError) -> Result? {
        var list: UnsafeMutablePointer<OpaquePointer?>?
        let count = libusb_get_device_list(raw, &list)
        guard count >= 0, let list else { throw USBError(libusb: Int32(count), "list the devices", at: nil) }
        defer { libusb_free_device_list(list, 1) }
        for index in 0..<count {
            if let device = list[index], let result = try body(device) { return result }
        }
        return nil
    }
}

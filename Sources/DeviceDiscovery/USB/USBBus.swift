/// The USB of a host, as far as hubs and resets need it; the seam below which libusb lies.
public protocol USBBus: Sendable {
    /// What is plugged in now, root hubs included; nothing is opened.
    func devices() async throws(USBError) -> [USBDevice]

    /// Does a control request and returns what the device answered, at most `request.length` bytes.
    ///
    /// Interfaces are neither claimed nor taken from their drivers.
    func control(_ request: ControlRequest, at location: USBLocation) async throws(USBError) -> [UInt8]

    /// Resets the device there, as if it had been plugged in anew; its power stays on.
    ///
    /// Whether it comes back, as itself or another device, is not waited for.
    func reset(_ location: USBLocation) async throws(USBError)
}

/// The USB of a host, as far as hubs and resets need it; abstracts libusb.
package protocol USBBus: Sendable {
    /// The devices that are plugged in now, including root hubs; no device is opened.
    func devices() async throws(USBError) -> [USBDevice]

    /// Performs a control request and returns the device's answer, at most `request.length` bytes.
    ///
    /// Interfaces are neither claimed nor detached from their drivers.
    func control(_ request: ControlRequest, at location: USBLocation) async throws(USBError) -> [UInt8]

    /// Resets the device there, as if it had been replugged; its power stays on.
    ///
    /// Does not wait until it comes back, as itself or as another device.
    func reset(_ location: USBLocation) async throws(USBError)
}

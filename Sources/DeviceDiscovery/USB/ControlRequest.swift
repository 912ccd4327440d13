/// One request to a device's control endpoint (USB 2.0, 9.3).
package struct ControlRequest: Sendable, Hashable {
    /// `bmRequestType`: the direction in bit 7, the type in bits 6 and 5, the recipient below.
    package var requestType: UInt8
    /// `bRequest`.
    package var request: UInt8
    /// `wValue`.
    package var value: UInt16
    /// `wIndex`.
    package var index: UInt16
    /// `wLength`: the maximum length of the device's answer in bytes, since no request sends data.
    package var length: UInt16

    /// Makes a request from its fields.
    package init(requestType: UInt8, request: UInt8, value: UInt16, index: UInt16, length: UInt16) {
        self.requestType = requestType
        self.request = request
        self.value = value
        self.index = index
        self.length = length
    }

    /// GET_DESCRIPTOR for the first bytes of the BOS (USB 3.2, 9.6.2).
    package static func binaryObjectStore(length: UInt16) -> ControlRequest {
        ControlRequest(requestType: 0x80, request: 6, value: 0x0F00, index: 0, length: length)
    }
}

/// One request to a device's control endpoint (USB 2.0, 9.3).
public struct ControlRequest: Sendable, Hashable {
    /// `bmRequestType`: the direction in bit 7, the type in bits 6 and 5, the recipient below.
    public var requestType: UInt8
    /// `bRequest`.
    public var request: UInt8
    /// `wValue`.
    public var value: UInt16
    /// `wIndex`.
    public var index: UInt16
    /// `wLength`: the maximum length of the device's answer in bytes, since no request sends data.
    public var length: UInt16

    /// Makes a request from its fields.
    public init(requestType: UInt8, request: UInt8, value: UInt16, index: UInt16, length: UInt16) {
        self.requestType = requestType
        self.request = request
        self.value = value
        self.index = index
        self.length = length
    }

    /// GET_DESCRIPTOR for the first bytes of the BOS (USB 3.2, 9.6.2).
    public static func binaryObjectStore(length: UInt16) -> ControlRequest {
        ControlRequest(requestType: 0x80, request: 6, value: 0x0F00, index: 0, length: length)
    }
}

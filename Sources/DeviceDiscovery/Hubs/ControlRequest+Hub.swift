extension ControlRequest {
    /// The feature selector of a port's power, the same for both protocols (USB 2.0, table 11-17; USB 3.2, table 10-9).
    private static let portPower: UInt16 = 8

    /// GET_DESCRIPTOR for a hub's own descriptor (USB 2.0, 11.24.2.5).
    package static func hubDescriptor(_ generation: HubGeneration) -> ControlRequest {
        ControlRequest(
            requestType: 0xA0,
            request: 6,
            value: UInt16(generation.descriptorType) << 8,
            index: 0,
            length: generation.descriptorLength
        )
    }

    /// GET_STATUS of a port (USB 2.0, 11.24.2.7).
    package static func portStatus(_ port: UInt8) -> ControlRequest {
        ControlRequest(requestType: 0xA3, request: 0, value: 0, index: UInt16(port), length: 4)
    }

    /// SET_FEATURE or CLEAR_FEATURE of PORT_POWER (USB 2.0, 11.24.2.13 and 11.24.2.2).
    package static func power(_ isOn: Bool, port: UInt8) -> ControlRequest {
        ControlRequest(requestType: 0x23, request: isOn ? 3 : 1, value: portPower, index: UInt16(port), length: 0)
    }
}

import DeviceDiscovery
import Testing

struct HubDescriptorTests {
    @Test func aUSB2HubDescribesItsPorts() {
        // A GL850G's: 4 ports, individual power and over-current, 100 ms, 100 mA.
        let hub = HubDescriptor([9, 0x29, 4, 0xE9, 0x00, 50, 100, 0, 0xFF])
        #expect(
            hub
                == HubDescriptor(
                    generation: .usb2,
                    portCount: 4,
                    switching: .individual,
                    powerOnDelay: .milliseconds(100)
                )
        )
    }

    @Test func aUSB3HubDescribesItsPorts() {
        let hub = HubDescriptor([12, 0x2A, 4, 0x09, 0x00, 175, 0, 4, 0, 0, 0, 0])
        #expect(hub?.generation == .usb3)
        #expect(hub?.switching == .individual)
        #expect(hub?.powerOnDelay == .milliseconds(350))
    }

    @Test(arguments: [(0x00, .ganged), (0x01, .individual), (0x02, .none), (0x03, .none)] as [(UInt8, PowerSwitching)])
    func twoBitsSayHowItSwitches(bits: UInt8, switching: PowerSwitching) {
        #expect(HubDescriptor([9, 0x29, 4, bits | 0xE4, 0, 50, 100, 0, 0xFF])?.switching == switching)
    }

    @Test func anythingElseIsNone() {
        #expect(HubDescriptor([]) == nil)
        #expect(HubDescriptor([9, 0x29, 4, 1, 0, 50]) == nil)
        #expect(HubDescriptor([6, 0x29, 4, 1, 0, 50, 100]) == nil)
        #expect(HubDescriptor([9, 0x02, 4, 1, 0, 50, 100, 0, 0xFF]) == nil)
    }

    @Test func thePowerBitDependsOnTheGeneration() {
        #expect(PortStatus([0x00, 0x01, 0, 0], generation: .usb2)?.isPowered == true)
        #expect(PortStatus([0x00, 0x02, 0, 0], generation: .usb2)?.isPowered == false)
        #expect(PortStatus([0xA0, 0x02, 0, 0], generation: .usb3)?.isPowered == true)
        #expect(PortStatus([0xA0, 0x01, 0, 0], generation: .usb3)?.isPowered == false)
        #expect(PortStatus([0x09, 0x00, 0, 0], generation: .usb2)?.isConnected == true)
        #expect(PortStatus([0x09, 0x00, 0, 0], generation: .usb2)?.isOverCurrent == true)
        #expect(PortStatus([0x00, 0x01, 0], generation: .usb2) == nil)
    }

    @Test func theRequestsAreThoseOfTheStandard() {
        #expect(
            ControlRequest.hubDescriptor(.usb2)
                == ControlRequest(requestType: 0xA0, request: 0x06, value: 0x2900, index: 0, length: 71)
        )
        #expect(
            ControlRequest.hubDescriptor(.usb3)
                == ControlRequest(requestType: 0xA0, request: 0x06, value: 0x2A00, index: 0, length: 12)
        )
        #expect(
            ControlRequest.portStatus(3)
                == ControlRequest(requestType: 0xA3, request: 0x00, value: 0, index: 3, length: 4)
        )
        #expect(
            ControlRequest.power(true, port: 3)
                == ControlRequest(requestType: 0x23, request: 0x03, value: 8, index: 3, length: 0)
        )
        #expect(
            ControlRequest.power(false, port: 3)
                == ControlRequest(requestType: 0x23, request: 0x01, value: 8, index: 3, length: 0)
        )
        #expect(
            ControlRequest.binaryObjectStore(length: 5)
                == ControlRequest(requestType: 0x80, request: 0x06, value: 0x0F00, index: 0, length: 5)
        )
    }
}

import BoardProfiles
import DeviceDiscovery
import Testing
import TransportCore

@testable import otaflash

struct UsualCircuitTests {
    private func circuit(_ vendor: UInt16, _ product: UInt16) throws -> ResetCircuit {
        let device = SerialDevice(path: "/dev/ttyX0", usb: USBIdentity(vendor: vendor, product: product))
        return .usual(of: device, among: try ProfileCatalog())
    }

    @Test func `a port has the circuit of its boards`() throws {
        #expect(try circuit(0x303A, 0x1001) == .usbSerialJTAG)
        #expect(try circuit(0x10C4, 0xEA60) == .classic)
        #expect(try circuit(0x303A, 0x80C2) == .cdc)
    }

    @Test func `ambiguous and unknown ports have the most common circuit`() throws {
        #expect(try circuit(0x1A86, 0x7523) == .classic)
        #expect(try circuit(0x1234, 0x5678) == .classic)
        #expect(try ResetCircuit.usual(of: nil, among: ProfileCatalog()) == .classic)
    }
}

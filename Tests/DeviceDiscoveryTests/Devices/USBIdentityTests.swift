import DeviceDiscovery
import Testing

@Suite struct USBIdentityTests {
    @Test(arguments: [(0x10C4, 0xEA60, "10c4:ea60"), (1, 0, "0001:0000")] as [(UInt16, UInt16, String)])
    func readsAsTwoIds(_ vendor: UInt16, _ product: UInt16, _ text: String) {
        #expect(USBIdentity(vendor: vendor, product: product).description == text)
    }
}

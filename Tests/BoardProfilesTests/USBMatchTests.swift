import BoardProfiles
import Testing

struct USBMatchTests {
    @Test func idsAreReadAndWritten() {
        let match = USBMatch("0403:6010", interface: 1)
        #expect(match == USBMatch(vendor: 0x0403, product: 0x6010, interface: 1))
        #expect(match?.description == "0403:6010")
        #expect(match?.interfaceDigits == "01")
    }

    @Test(arguments: [
        "", ":", "10c4", "10c4:ea6", "10c4:ea600", "10C4:EA60", "10c4:ea60:", "+0c4:ea60", " 0c4:ea60", "١٠٤٠:ea60",
    ])
    func anythingElseIsRefused(text: String) {
        #expect(USBMatch(text) == nil)
    }
}

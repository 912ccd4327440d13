import Testing
import TransportCore

@Suite struct TransportAddressTests {
    @Test(
        "text form",
        arguments: [
            ("/dev/ttyUSB0", .terminal(path: "/dev/ttyUSB0")),
            ("socket://lab:4000", .socket(host: "lab", port: 4000)),
            ("rfc2217://[fe80::1]:2217", .rfc2217(host: "fe80::1", port: 2217)),
            ("simulated:desk", .simulated(name: "desk")),
        ] as [(String, TransportAddress)]
    )
    func textForm(_ text: String, _ address: TransportAddress) {
        #expect(TransportAddress(text) == address)
        #expect(address.description == text)
    }

    @Test(
        "what is not an address",
        arguments: ["", "socket://lab", "socket://:1", "socket://lab:0", "rfc2217://lab:65536", "http://lab:80"]
    )
    func notAnAddress(_ text: String) {
        #expect(TransportAddress(text) == nil)
    }
}

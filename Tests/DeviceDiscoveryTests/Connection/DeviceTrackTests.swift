import Testing

@testable import DeviceDiscovery

@Suite struct DeviceTrackTests {
    private let known = Samples.adapter("/dev/ttyUSB0", serial: "A5029ID1", at: "1-2")

    @Test func aDeviceWithAUniqueNumberIsFollowedToAnySocketAndName() {
        let track = DeviceTrack(known, among: [known])
        let moved = Samples.adapter("/dev/ttyUSB9", serial: "A5029ID1", at: "1-5")
        let stranger = Samples.adapter("/dev/ttyUSB0", serial: "A5029ID2", at: "1-2")
        #expect(track.find(in: [stranger, moved]) == moved)
        #expect(track.find(in: [stranger]) == nil)
    }

    @Test("a device whose new firmware has another console of the same vendor is followed by its socket")
    func otherFirmware() {
        let before = Samples.adapter("/dev/ttyACM0", serial: "7C:DF:A1:E0:12:34", at: "1-7", ids: (0x303A, 0x0002))
        let after = Samples.adapter("/dev/ttyACM1", serial: "123456", at: "1-7", ids: (0x303A, 0x4001))
        let track = DeviceTrack(before, among: [before])
        #expect(track.find(in: [after]) == after)
        var elsewhere = after
        elsewhere.topology = "1-8"
        #expect(track.find(in: [elsewhere]) == nil)
    }

    @Test func aDeviceWithoutAUniqueNumberIsFollowedByItsSocket() {
        let before = Samples.adapter("/dev/ttyUSB0", at: "1-2")
        let track = DeviceTrack(before, among: [before])
        let renamed = Samples.adapter("/dev/ttyUSB4", at: "1-2")
        let elsewhere = Samples.adapter("/dev/ttyUSB0", at: "1-3")
        #expect(track.find(in: [elsewhere, renamed]) == renamed)
        #expect(track.find(in: [elsewhere]) == nil)
    }

    @Test func anotherAdapterInTheSocketDoesNotMatch() {
        let before = Samples.adapter("/dev/ttyUSB0", at: "1-2")
        let track = DeviceTrack(before, among: [before])
        let product = Samples.adapter("/dev/ttyUSB0", at: "1-2", ids: (0x10C4, 0xEA70))
        let number = Samples.adapter("/dev/ttyUSB0", serial: "8a3f61b2c04de911", at: "1-2")
        let vendor = Samples.adapter("/dev/ttyUSB0", at: "1-2", ids: (0x1A86, 0xEA60))
        for other in [product, number, vendor] { #expect(track.find(in: [other]) == nil) }
    }

    @Test func anAdapterWithAUniqueNumberDoesNotMatchOneWithout() {
        let track = DeviceTrack(known, among: [known])
        #expect(track.find(in: [Samples.adapter("/dev/ttyUSB0", serial: "0001", at: "1-2")]) == nil)
        #expect(track.find(in: [Samples.adapter("/dev/ttyUSB0", serial: nil, at: "1-2")]) == nil)
    }

    @Test func ofSeveralDevicesWithItsNumberOnlyTheOneInItsSocketMatches() {
        let track = DeviceTrack(known, among: [known])
        let copy = Samples.adapter("/dev/ttyUSB1", serial: "A5029ID1", at: "1-1")
        let second = Samples.adapter("/dev/ttyUSB2", serial: "A5029ID1", at: "1-3")
        #expect(track.find(in: [copy, known]) == known)
        #expect(track.find(in: [copy, second]) == nil)
    }

    @Test func newFirmwareMayAddAUniqueNumber() {
        let before = Samples.adapter("/dev/ttyACM0", serial: "123456", at: "1-7", ids: (0x303A, 0x4001))
        let after = Samples.adapter("/dev/ttyACM1", serial: "7C:DF:A1:E0:12:34", at: "1-7", ids: (0x303A, 0x1001))
        #expect(DeviceTrack(before, among: [before]).find(in: [after]) == after)
    }

    @Test func theInterfaceMustStayTheSame() {
        let ports = Samples.bench.filter { $0.topology == "1-6" }
        let track = DeviceTrack(ports[1], among: ports)
        var later = ports
        (later[0].path, later[1].path) = ("/dev/ttyUSB8", "/dev/ttyUSB7")
        #expect(track.find(in: later)?.path == "/dev/ttyUSB7")
    }

    @Test func anOnboardPortKeepsItsName() {
        let port = SerialDevice(path: "/dev/ttyS0")
        let track = DeviceTrack(port, among: [port])
        #expect(track.find(in: [SerialDevice(path: "/dev/ttyS1"), port]) == port)
        #expect(track.find(in: [SerialDevice(path: "/dev/ttyS1")]) == nil)
    }

    @Test("each port of one interface is followed correctly, whatever names the ports come back under")
    func thePortStaysTheSame() throws {
        var later = Samples.quad
        for index in later.indices { later[index].path = "/dev/ttyUSB\(19 - index)" }
        for (index, port) in Samples.quad.enumerated() {
            let track = DeviceTrack(port, among: Samples.quad)
            #expect(track.find(in: later.shuffled())?.path == "/dev/ttyUSB\(19 - index)")
            #expect(track.find(in: later.filter { $0.port != port.port }) == nil, "another port is another board")
        }
    }

    @Test("ports that cannot be distinguished are not confused")
    func portsThatNothingTellsApart() {
        let ports = ["/dev/ttyX0", "/dev/ttyX1"].map { Samples.adapter($0, serial: nil, at: "1-6") }
        let track = DeviceTrack(ports[1], among: ports)
        #expect(track.find(in: ports) == ports[1])
        var renamed = ports
        (renamed[0].path, renamed[1].path) = ("/dev/ttyX2", "/dev/ttyX3")
        #expect(track.find(in: renamed) == nil)
    }
}

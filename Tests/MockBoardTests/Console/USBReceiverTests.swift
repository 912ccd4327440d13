import Testing

@testable import ESPDevice
@testable import MockBoard

@Suite struct USBReceiverTests {
    private static func wire(_ console: ConsoleInterface) -> ReceiverWire<USBReceiver> {
        var configuration = BoardConfiguration(firmware: [])
        configuration.console = console
        return ReceiverWire(Board.receiver(for: configuration, byteTime: 1000) as! USBReceiver, byteTime: 1000)
    }

    @Test func usbSerialJTAGHolds357() {
        var wire = Self.wire(.usbSerialJTAG)
        for count in [64, 37, 64, 64, 64, 64] { wire.sendPacket(count) }
        #expect(wire.receiver.lost == 0)
        wire.sendPacket(1)
        #expect(wire.receiver.lost == 1)
        #expect(wire.takeAll().joined().count == 357)
    }

    @Test func aPacketThatDoesNotFitIsDroppedCompletely() {
        var wire = Self.wire(.usbSerialJTAG)
        for count in [64, 37, 64, 64, 64, 28] { wire.sendPacket(count) }
        wire.sendPacket([UInt8](repeating: 0xEE, count: 64))
        #expect(wire.receiver.lost == 64)
        wire.sendPacket([UInt8](repeating: 0xDD, count: 36))
        #expect(wire.receiver.lost == 64)
        #expect(Array(wire.takeAll().joined().suffix(36)) == [UInt8](repeating: 0xDD, count: 36))
    }

    @Test func aLongWriteIsSplitIntoPackets() {
        var wire = Self.wire(.usbSerialJTAG)
        wire.sendPacket(320)
        #expect(wire.receiver.lost == 64)
        #expect(Array(wire.takeAll().joined()) == (0..<256).map { UInt8($0) })
    }

    @Test func usbCDCHolds64AfterTheQueueAndLosesTheExcess() {
        var wire = Self.wire(.usbCDC)
        for count in [64, 37, 60] { wire.sendPacket(count) }
        #expect(wire.receiver.lost == 0)
        wire.sendPacket([1, 2, 3, 4, 5, 6, 7])
        #expect(wire.receiver.lost == 3)
        #expect(Array(wire.takeAll().joined().suffix(4)) == [1, 2, 3, 4])
    }

    @Test func aResetDiscardsEverything() {
        var wire = Self.wire(.usbSerialJTAG)
        wire.sendPacket(90)
        wire.receiver.reset()
        while wire.hasInput { _ = wire.take() }
        wire.rest()
        #expect(wire.takeAll() == [])
    }
}

import Testing

@testable import ESPDevice

@Suite struct FlashTimingTests {
    private let timing = FlashTiming(
        programPage: .microseconds(700),
        eraseSector: .milliseconds(45),
        eraseBlock: .milliseconds(210)
    )

    @Test(arguments: [
        (FlashOperation.Kind.program, 256, Duration.microseconds(700)), (.program, 128, .microseconds(350)),
        (.program, 1, .microseconds(700) * 25 / 256), (.eraseSector, 0x1000, .milliseconds(45)),
        (.eraseBlock, 0x1_0000, .milliseconds(210)),
    ])
    func eachKindTakesItsTime(_ kind: FlashOperation.Kind, _ length: Int, _ expected: Duration) {
        let operation = FlashOperation(index: 1, kind: kind, address: 0, length: length, origin: .application)
        #expect(timing.duration(of: operation) == expected)
    }

    /// 0x130000 bytes are 19 blocks: about four seconds.
    @Test func erasingADocumentedSlotTakesAboutFourSeconds() throws {
        let device = TestDevice()
        device.boot()
        _ = try device.otaupgrade.commence()
        let erases = device.operations.filter { $0.origin == .application }
        #expect(erases.count == 19)
        #expect(erases.map(FlashTiming().duration).reduce(.zero, +) == .milliseconds(19 * 210))
    }
}

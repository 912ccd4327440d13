import Testing

@testable import ESPDevice
@testable import MockBoard

@Suite struct UARTReceiverTests {
    private static let byteTime: SimulatedTime = 86_805

    private static func wire(_ line: FirmwareLine) -> ReceiverWire<UARTReceiver> {
        var configuration = BoardConfiguration(firmware: [])
        configuration.line = line

        return ReceiverWire(Board.receiver(for: configuration, byteTime: byteTime) as! UARTReceiver, byteTime: byteTime)
    }

    // MARK: Capacity while Lua is busy

    @Test(arguments: [FirmwareLine.idf5, .console])
    func newLinesHoldQueueRingStashAndFIFO(_ line: FirmwareLine) {
        var wire = Self.wire(line)
        // Pieces that fill each place completely: a byte held by the task, a queue of 100, a ring of 256, ...
        for piece in [101, 120, 120, 16] {
            wire.send(piece)
            wire.rest()
        }
        // ... one interrupt's content of the FIFO, and the FIFO.
        wire.send(120)
        wire.send(128)
        #expect(wire.receiver.lost == 0)
        let held = 101 + 256 + 120 + 128
        wire.send(1)
        wire.rest()
        #expect(wire.receiver.lost == 129)
        #expect(wire.takeAll().joined().count == held - 128)
    }

    @Test(arguments: [FirmwareLine.idf5, .console])
    func everyByteIsTakenSeparately(_ line: FirmwareLine) {
        var wire = Self.wire(line)
        wire.send(5)
        wire.rest()
        #expect(wire.takeAll() == [[0], [1], [2], [3], [4]])
    }

    /// An interrupt's bytes are stored in the ring completely or not at all, so an unbroken burst fills only 139 bytes
    /// of it.
    @Test(arguments: [(FirmwareLine.idf5, 488), (.console, 488), (.idf4, 1328), (.idf3, 256)])
    func anUnbrokenBurstFits(_ line: FirmwareLine, _ capacity: Int) {
        var wire = Self.wire(line)
        wire.send(capacity)
        wire.rest()
        #expect(wire.receiver.lost == 0)
        wire = Self.wire(line)
        wire.send(capacity + 1)
        wire.rest()
        #expect(wire.receiver.lost == (line == .idf3 ? 1 : 129))
    }

    @Test(arguments: [FirmwareLine.idf4, .idf5, .console])
    func anOverflowLosesAFIFOAtATime(_ line: FirmwareLine) {
        var wire = Self.wire(line)
        wire.send(3000)
        wire.rest()
        let kept = Array(wire.takeAll().joined())
        #expect(kept.count + wire.receiver.lost == 3000)
        // Only complete FIFOs and the bytes that overflowed them are lost.
        #expect(wire.receiver.lost % 129 == 0)
        let steps = zip(kept, kept.dropFirst()).filter { $1 != $0 &+ 1 }
        #expect(steps.count == 1)
    }

    @Test func idf3DropsSingleBytes() {
        var wire = Self.wire(.idf3)
        wire.send(256)
        wire.send([0xAA, 0xBB])
        wire.rest()
        #expect(wire.receiver.lost == 2)
        #expect(wire.takeAll() == [(0..<256).map { UInt8($0) }])
        wire.send([0xCC])
        wire.rest()
        #expect(wire.takeAll() == [[0xCC]])
    }

    @Test func idf4PassesOnPieces() {
        var wire = Self.wire(.idf4)
        wire.send(10)
        wire.rest()
        wire.send(200)
        wire.rest()
        #expect(wire.takeAll().map(\.count) == [10, 120, 80])
    }

    /// How many bytes Lua's task gets within `milliseconds`, of those that fill every buffer before the FIFO.
    private static func taken(within milliseconds: Int, _ line: FirmwareLine) -> Int {
        var wire = wire(line)
        for piece in [101, 120, 120, 16, 120] {
            wire.send(piece)
            wire.rest()
        }
        var taken = 0
        for _ in 0..<milliseconds {
            while wire.hasInput { taken += wire.take().count }
            wire.rest(1_000_000)
        }
        return taken
    }

    @Test func `after the ring was full, one byte per tick arrives until the stash fits`() {
        // 101 are available at once, and 119 more must be read before 120 fit.
        #expect((150...152).contains(Self.taken(within: 500, .idf5)))
        #expect((217...219).contains(Self.taken(within: 1170, .idf5)))
        #expect(Self.taken(within: 1250, .idf5) == 477)
        #expect(Self.taken(within: 50, .console) == 477)
    }

    @Test(arguments: [FirmwareLine.idf5, .console])
    func `no task runs while the flash is busy`(_ line: FirmwareLine) {
        var wire = Self.wire(line)
        wire.send(50)
        wire.mask = wire.now + 11 * Self.byteTime...wire.now + 10_000_000
        wire.run(until: wire.now + 9_000_000)
        while wire.hasInput { _ = wire.take() }
        wire.run(until: wire.now + 900_000)
        #expect(!wire.hasInput)
        wire.rest()
        #expect(wire.hasInput)
    }

    @Test(arguments: [FirmwareLine.idf5, .console])
    func `other entries in the queue leave less room for bytes`(_ line: FirmwareLine) {
        var wire = Self.wire(line)
        wire.post(60)
        for piece in [41, 120, 120, 16, 120, 128] {
            wire.send(piece)
            if piece < 128 { wire.rest() }
        }
        #expect(wire.receiver.lost == 0)
        wire.send(1)
        wire.rest()
        #expect(wire.receiver.lost == 129)
        let taken = wire.takeAll()
        #expect(taken.firstIndex(of: [0]) == 60)
    }

    @Test func stashedBytesReturnInOrder() {
        var wire = Self.wire(.idf5)
        wire.send(488)
        wire.rest()
        #expect(Array(wire.takeAll().joined()) == (0..<488).map { UInt8(truncatingIfNeeded: $0) })
        // After that the console works as before.
        wire.send(50)
        wire.rest()
        #expect(wire.takeAll().count == 50)
    }

    // MARK: While the flash is busy

    @Test(arguments: FirmwareLine.allCases)
    func onlyTheFIFOTakesBytesWhileTheFlashIsBusy(_ line: FirmwareLine) {
        var wire = Self.wire(line)
        wire.mask = 0...Self.byteTime * 1000
        wire.send(128)
        #expect(wire.receiver.lost == 0)
        wire.send(72)
        #expect(wire.receiver.lost == 72)
        wire.mask = nil
        wire.rest()
        #expect(Array(wire.takeAll().joined()) == (0..<128).map { UInt8($0) })
    }

    // MARK: Pace

    @Test func theTaskTakesItsTimeForEachByte() {
        var wire = Self.wire(.idf5)
        wire.send(3)
        // The last byte, ten symbols of silence, and then 25 µs for each byte.
        let interrupt = wire.now + 10 * Self.byteTime
        wire.run(until: interrupt + 24_999)
        #expect(!wire.hasInput)
        wire.run(until: interrupt + 25_000)
        #expect(wire.hasInput)
        _ = wire.take()
        wire.run(until: interrupt + 49_999)
        #expect(!wire.hasInput)
        wire.run(until: interrupt + 50_000)
        #expect(wire.hasInput)
    }

    @Test func aResetDiscardsEverything() {
        var wire = Self.wire(.idf5)
        wire.send(600)
        wire.receiver.reset()
        while wire.hasInput { _ = wire.take() }
        wire.rest()
        #expect(!wire.hasInput)
        wire.send([1])
        wire.rest()
        #expect(wire.takeAll() == [[1]])
    }
}

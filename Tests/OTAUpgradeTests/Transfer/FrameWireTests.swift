import Testing

@testable import OTAUpgrade

@Suite struct FrameWireTests {
    /// The payload that the board extracts from a frame, as `otaflash.frame` does.
    private func payload(_ frame: [UInt8]) -> ArraySlice<UInt8> {
        guard let stand = frame.first, stand < 128 else { return frame[...].dropFirst(2) }
        return ArraySlice(frame.dropFirst(3).map { $0 == stand ? 0x0A : $0 })
    }

    private static let images: [[UInt8]] = [
        Array(0...255),
        (0..<20).flatMap { _ in Array(0...255) as [UInt8] },
        [UInt8](repeating: 0x0A, count: 1000),
        [UInt8](repeating: 0x00, count: 1000),
        Array("zqjxkvZQJXKV0123456789wybpgWYBPG\n".utf8),
        (0..<40).flatMap { _ in Array("zqjxkvZQJXKV0123456789wybpgWYBPG\n".utf8) },
        (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* $0 &+ $0 >> 3) },
        [0x0A],
    ]

    @Test("frames carry every image completely", arguments: images, [FrameWire.capacity, 203, 40])
    func carries(_ image: [UInt8], _ length: Int) throws {
        let wire = FrameWire(length: length)
        var offset = 0
        while offset < image.count {
            let line = wire.plainLine(image, from: offset, direct: true)
            try #require(!line.range.isEmpty && line.range.lowerBound == offset)
            #expect(line.bytes.count <= length)
            #expect(!line.bytes.contains(0x0A))
            let first = try #require(line.bytes.first)
            #expect(payload(line.bytes).elementsEqual(image[line.range]))
            var check = line.bytes.prefix(2)
            if image[line.range].contains(0x0A) { #expect(first < 128, "a line end needs a stand-in") }
            if first < 128 {
                #expect(!image[line.range].contains(first), "the stand-in is none of the payload's bytes")
                check = line.bytes[1...2]
            }
            #expect(Array(check) == ChunkCheck.bytes(of: image[line.range], at: offset))
            offset = line.range.upperBound
        }
        #expect(offset == image.count)
    }

    @Test func aFrameIsFullIfAStandInIsFree() {
        let image = [UInt8](repeating: 0xFF, count: 1000)
        #expect(FrameWire().plainLine(image, from: 0, direct: true).bytes.count == FrameWire.capacity)
        #expect(FrameWire().plainLine(image, from: 990, direct: true).range == 990..<1000)
    }

    @Test func aPayloadWithEveryStandInIsCutBeforeTheLastOne() {
        let image = Array("\nzqjxkvZQJXKV0123456789wybpgWYBPG".utf8)
        let line = FrameWire().plainLine(image, from: 0, direct: true)
        #expect(line.range == 0..<32)
        #expect(line.bytes.first == UInt8(ascii: "G"))
    }

    @Test func aCleanPayloadHasNoStandIn() {
        let check = ChunkCheck.bytes(of: [1, 2, 3], at: 0)
        let frame = FrameWire().line(check: check, cleanPayload: [1, 2, 3], direct: true)
        #expect(frame == check + [1, 2, 3])
        #expect(frame.first.map { $0 >= 128 } == true, "or it would be taken for a stand-in")
        #expect(FrameWire().cleanCapacity + check.count == FrameWire.capacity)
    }

    @Test func `orders are comments at the prompt, and no frame of the image is one`() {
        let wire = FrameWire()
        let orders = [TransferOrder.tellOffset, .holdBack, .writePages, .writeAll].map { wire.order($0, number: 7) }
        #expect(orders.map { String(decoding: $0, as: UTF8.self) } == ["--w7", "--d7", "--W7", "--E7"])
        #expect(FrameWire.leaveOrder.starts(with: "--".utf8))
        let everyStandIn = Array("\nzqjxkvZQJXKV0123456789wybpgWYBPG".utf8)
        for count in 1...everyStandIn.count {
            let frame = wire.plainLine(Array(everyStandIn.prefix(count)), from: 0, direct: true).bytes
            #expect(frame.first != UInt8(ascii: "-"))
        }
    }
}

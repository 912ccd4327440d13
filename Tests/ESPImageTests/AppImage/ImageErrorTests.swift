import Testing

@testable import ESPImage

/// Every defect that an image can have, and how it is reported.
@Suite struct ImageErrorTests {
    private func error(_ bytes: [UInt8]) throws -> ImageError {
        let error = try #require(throws: ImageError.self) { try AppImage(bytes) }
        #expect(error.fileSize == bytes.count)
        #expect(error.message.hasSuffix("."))
        #expect(!error.nextStep.isEmpty)
        #expect(error.description == "\(error.message) \(error.nextStep)")
        return error
    }

    @Test func anEmptyFile() throws {
        let error = try error([])
        #expect(error.code == .empty)
        #expect(error.kind == .empty)
    }

    @Test func aCutImageSaysHowMuchIsMissing() throws {
        let bytes = try Samples.app(size: 0x4000)
        for missing in [1, 31, 32, 33, 100] {
            let error = try error(Array(bytes.dropLast(missing)))
            #expect(error.code == .truncated)
            #expect(error.kind == .application)
            #expect(error.missingBytes == missing)
            #expect(!error.missingIsLeast)
            #expect(error.expected == "16384 bytes")
            #expect(error.found == "\(0x4000 - missing) bytes")
            #expect(error.message.contains("\(missing) bytes are missing"))
        }
    }

    @Test func everyTruncationIsDetected() throws {
        let bytes = try Samples.app(size: 2048)
        for count in 1..<bytes.count {
            let error = try error(Array(bytes.prefix(count)))
            #expect(error.code == .truncated)
            let missing = try #require(error.missingBytes)
            #expect(missing >= 1)
            #expect(error.missingIsLeast ? count + missing <= bytes.count : count + missing == bytes.count)
        }
    }

    @Test func aCutBootloaderIsABootloader() throws {
        let error = try error(Array(Samples.bootloader().prefix(0x1000)))
        #expect(error.code == .truncated)
        #expect(error.kind == .bootloader)
        #expect(error.message.hasPrefix("A bootloader was cut off"))
    }

    @Test func aWrongChecksumIsReportedWithBothValues() throws {
        var bytes = try Samples.app()
        let offset = bytes.count - 33
        let right = bytes[offset]
        bytes[offset] ^= 0x55
        let error = try error(bytes)
        #expect(error.code == .checksumMismatch)
        #expect(error.offset == offset)
        #expect(error.expected == right.hexadecimal(digits: 2))
        #expect(error.found == bytes[offset].hexadecimal(digits: 2))
    }

    @Test func aWrongHashIsReportedWithBothValues() throws {
        var bytes = try Samples.app()
        let right = Array(bytes.suffix(32))
        bytes[bytes.count - 1] ^= 0x80
        let error = try error(bytes)
        #expect(error.code == .hashMismatch)
        #expect(error.offset == bytes.count - 32)
        #expect(error.expected == right.hexadecimal)
        #expect(error.found == bytes.suffix(32).hexadecimal)
    }

    @Test func theHashFindsWhatTheChecksumCannot() throws {
        var bytes = try Samples.app()
        bytes[0x1000] ^= 0x10
        bytes[0x1001] ^= 0x10
        #expect(try error(bytes).code == .hashMismatch)
    }

    @Test(
        arguments: [
            (1, 0, .badHeader, "0"), (1, 17, .badHeader, "17"), (23, 2, .badHeader, "0x2"),
            (23, 0xFF, .badHeader, "0xff"), (12, 0x77, .unknownChip, "0x0077"), (13, 0x01, .unknownChip, "0x0100"),
            (12, 0x0A, .unknownChip, "0x000a"), (0x1C, 0x01, .badSegment, "0xf01"),
            (0x1F, 0x01, .badSegment, "0x1000fe8"),
        ] as [(Int, UInt8, ImageError.Code, String)]
    )
    func aBadHeader(offset: Int, value: UInt8, code: ImageError.Code, found: String) throws {
        var bytes = try Samples.app()
        bytes[offset] = value
        let error = try error(bytes)
        #expect(error.code == code)
        #expect(error.found == found)
    }

    @Test func bytesAfterTheImage() throws {
        let bytes = try Samples.app()
        for tail in [[1], [0xFF, 0], [0, 0xFF], FirmwareContent.sample(4096)] as [[UInt8]] {
            let error = try error(bytes + tail)
            #expect(error.code == .trailingBytes)
            #expect(error.offset == bytes.count)
            #expect(error.message.contains("\(tail.count) more"))
        }
    }

    @Test func somethingElse() throws {
        #expect(try error(Array("hello".utf8)).code == .notAnApplication)
    }
}

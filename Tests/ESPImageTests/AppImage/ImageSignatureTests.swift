import Testing

@testable import ESPImage

@Suite struct ImageSignatureTests {
    private func block(version: UInt8 = 2) -> [UInt8] {
        let signed = [0xE7, version, 0, 0] + FirmwareContent.sample(1192)
        return signed + CRC32.checksum(of: signed).littleEndianBytes + [UInt8](repeating: 0, count: 16)
    }

    private func sector(blocks: Int, version: UInt8 = 2) -> [UInt8] {
        let content = (0..<blocks).flatMap { _ in block(version: version) }
        return content + .erased(0x1000 - content.count)
    }

    @Test func version1IsRightAfterTheImage() throws {
        let bytes = try Samples.app()
        let signed = bytes + [0, 0, 0, 0] + FirmwareContent.sample(64)
        let image = try AppImage(signed)
        #expect(image.signature == .version1)
        #expect(image.imageSize == bytes.count)
        #expect(image.paddingSize == 0)
        #expect(throws: ImageError.self) { try AppImage(bytes + [1, 0, 0, 0] + FirmwareContent.sample(64)) }
        #expect(throws: ImageError.self) { try AppImage(signed + [1]) }
    }

    @Test(arguments: [UInt8(0xFF), 0]) func version1MayBeFollowedByPadding(filler: UInt8) throws {
        let signed = try Samples.app() + [0, 0, 0, 0] + FirmwareContent.sample(64)
        let image = try AppImage(signed + [UInt8](repeating: filler, count: 0x2000))
        #expect(image.signature == .version1)
        #expect(image.paddingSize == 0x2000)
        #expect(image.payload == signed)
    }

    @Test func aSignedImageMustNotBeCut() throws {
        let signatures = [[0, 0, 0, 0] + FirmwareContent.sample(64), sector(blocks: 1)]
        for signature in signatures {
            let bytes = try Samples.app(size: 0x10000) + signature + FirmwareContent.sample(100)
            let error = #expect(throws: ImageError.self) { try AppImage(bytes) }
            #expect(error?.code == .trailingBytes)
            #expect(error?.offset == 0x10000 + signature.count)
            #expect(error?.description.contains("image alone is its first") == false)
            #expect(error?.nextStep.contains("signature") == true)
        }
    }

    @Test func sixtyEightZerosArePadding() throws {
        let image = try AppImage(Samples.app() + [UInt8](repeating: 0, count: 68))
        #expect(image.signature == nil)
        #expect(image.paddingSize == 68)
    }

    @Test(arguments: 1...3, [UInt8(2), 3])
    func version2IsInASectorOfItsOwn(blocks: Int, version: UInt8) throws {
        let bytes = try Samples.app(size: 0x10000)
        let image = try AppImage(bytes + sector(blocks: blocks, version: version))
        #expect(image.signature == .version2(blocks: blocks))
        #expect(image.imageSize == 0x10000)
        #expect(image.size == 0x11000)
        #expect(image.paddingSize == 0)
    }

    @Test func version2MayHavePaddingOnBothSides() throws {
        let bytes = try Samples.app(size: 0x3F80) + .erased(0x80) + sector(blocks: 1) + .erased(0x1000)
        let image = try AppImage(bytes)
        #expect(image.signature == .version2(blocks: 1))
        #expect(image.imageSize == 0x3F80)
        #expect(image.paddingSize == 0x1000)
    }

    @Test func aDamagedOrTruncatedSignatureIsNotRecognised() throws {
        let bytes = try Samples.app(size: 0x10000)
        let signed = bytes + sector(blocks: 1)
        var damaged = signed
        damaged[0x10000 + 500] ^= 1
        let error = #expect(throws: ImageError.self) { try AppImage(damaged) }
        #expect(error?.code == .trailingBytes)
        #expect(throws: ImageError.self) { try AppImage(Array(signed.dropLast())) }
        #expect(throws: ImageError.self) { try AppImage(signed + [1]) }
    }
}

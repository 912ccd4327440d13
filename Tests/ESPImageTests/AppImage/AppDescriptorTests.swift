import ESPImage
import Testing

@Suite struct AppDescriptorTests {
    private let descriptor = AppDescriptor(
        version: "v1.2",
        projectName: "nodemcu",
        time: "11:06:08",
        date: "Sep 13 2022",
        idfVersion: "v4.4.6",
        secureVersion: 0x0102_0304,
        elfSHA256: (0..<32).map { UInt8($0) },
        minEfuseBlockRevision: 3,
        maxEfuseBlockRevision: 99,
        flashPageSize: 0x10000
    )

    @Test func takes256BytesBothWays() {
        let bytes = descriptor.bytes
        #expect(bytes.count == 256)
        #expect(Array(bytes.prefix(8)) == [0x32, 0x54, 0xCD, 0xAB, 4, 3, 2, 1])
        #expect(bytes[0x10..<0x15].elementsEqual("v1.2\0".utf8))
        #expect(bytes[0x60..<0x6B].elementsEqual("Sep 13 2022".utf8))
        #expect(bytes[0xB4] == 16)
        #expect(AppDescriptor(bytes) == descriptor)
        #expect(AppDescriptor(bytes + [1, 2, 3]) == descriptor)
    }

    @Test func cutsLongTextsLikeTheBuild() {
        var long = descriptor
        long.version = "v5.0-beta1-427-g4532e6e0b2-dirty"
        #expect(AppDescriptor(long.bytes)?.version == "v5.0-beta1-427-g4532e6e0b2-dirt")
        long.elfSHA256 = [1]
        #expect(long.bytes.count == 256)
    }

    @Test func survivesInvalidText() {
        var bytes = descriptor.bytes
        bytes.replaceSubrange(0x10..<0x30, with: [UInt8](repeating: 0xC3, count: 32))
        #expect(AppDescriptor(bytes)?.version.isEmpty == false)
        bytes[0xB4] = 255
        #expect(AppDescriptor(bytes)?.flashPageSize == nil)
    }

    @Test func needsItsMagicWordAndAllBytes() {
        var bytes = descriptor.bytes
        #expect(AppDescriptor(bytes.dropLast()) == nil)
        bytes[3] ^= 1
        #expect(AppDescriptor(bytes) == nil)
        #expect(AppDescriptor([UInt8]()) == nil)
    }
}

import Testing

@testable import ESPImage

@Suite struct ByteScanTests {
    @Test func xorsAnyRange() {
        let bytes = FirmwareContent.sample(100)
        for start in 0..<20 {
            for end in start...100 {
                #expect(bytes.xor(over: start..<end) == bytes[start..<end].reduce(0, ^))
            }
        }
    }

    @Test func measuresRuns() {
        for length in 0..<40 {
            let bytes = [1, 2] + [UInt8](repeating: 0xFF, count: length) + [3]
            #expect(bytes.runLength(of: 0xFF, from: 2) == length)
            #expect(bytes.dropLast().map(\.self).runLength(of: 0xFF, from: 2) == length)
        }
        #expect([UInt8]().runLength(of: 0) == 0)
    }

    @Test func knowsTheCheckValuesOfZlibAndOpenSSL() {
        #expect(CRC32.checksum(of: Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(
            Digest.sha256(Array("abc".utf8)).hexadecimal
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        #expect(Digest.md5(Array("abc".utf8))?.hexadecimal == "900150983cd24fb0d6963f7d28e17f72")
        #expect(Digest.sha256([UInt8]()).hexadecimal.hasPrefix("e3b0c442"))
    }
}

import Testing

@testable import OTAUpgrade

struct CallFilterTests {
    @Test func findsTheCodeAmongData() {
        let noise = Samples.random(20_480, of: Array(0...255))
        let code = Samples.calls(24_576)
        let filter = CallFilter(image: noise + code + noise)
        #expect(abs(filter.range.lowerBound - noise.count) <= 512)
        #expect(abs(filter.range.upperBound - noise.count - code.count) <= 512)
        #expect(filter.range.lowerBound % 256 == 0)
    }

    @Test func leavesOtherBytesUnchanged() {
        for bytes in [Samples.firmware(40_000), Samples.random(40_000, of: Array(0...255)), [], [0x25]] {
            let filter = CallFilter(image: bytes)
            #expect(filter.range.isEmpty)
            #expect(filter.applied(to: bytes) == bytes)
        }
    }

    @Test func callsOfOneFunctionLookTheSame() {
        let image = Samples.calls(24_576)
        let filtered = CallFilter(image: image).applied(to: image)
        func calls(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
            stride(from: 5, to: bytes.count - 64, by: 41).filter { $0 % 512 > 8 && $0 % 256 < 250 }.map {
                bytes[$0..<$0 + 3]
            }
        }
        // 47 functions; some places are mistaken for part of another call.
        #expect(Set(calls(image).map(Array.init)).count > 400)
        #expect(Set(calls(filtered).map(Array.init)).count < 150)
    }

    @Test func rewritesTheSamePlacesBeforeAndAfter() {
        let image = Samples.calls(24_576)
        let filter = CallFilter(image: image)
        #expect(filter.count(in: image) > 300)
        #expect(filter.count(in: image) == filter.count(in: filter.applied(to: image)))
    }
}

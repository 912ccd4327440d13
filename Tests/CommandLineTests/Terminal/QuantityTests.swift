import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct QuantityTests {
    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_318_928, "1,318,928"), (-1234, "-1,234")])
    func counts(number: Int, text: String) {
        #expect(Quantity.count(number) == text)
    }

    @Test func `the noun agrees with the number`() {
        #expect(Quantity.bytes(1) == "1 byte")
        #expect(Quantity.bytes(2000) == "2,000 bytes")
        #expect(Quantity.count(1, "line") == "1 line")
        #expect(Quantity.count(0, "line") == "0 lines")
    }

    @Test(
        arguments: [
            (0, "0.0 s"), (412, "0.4 s"), (9_940, "9.9 s"), (9_960, "10 s"), (119_400, "119 s"), (119_600, "2 min 0 s"),
            (3_599_400, "59 min 59 s"), (3_600_000, "1 h 0 min"), (7_380_000, "2 h 3 min"), (-5, "0.0 s"),
        ] as [(Int64, String)]
    )
    func durations(milliseconds: Int64, text: String) {
        #expect(Quantity.duration(.milliseconds(milliseconds)) == text)
    }

    @Test(arguments: [(0, "0:00"), (100, "0:01"), (69_000, "1:09"), (3_723_000, "1:02:03")] as [(Int64, String)])
    func `remaining times`(milliseconds: Int64, text: String) {
        #expect(Quantity.clock(.milliseconds(milliseconds)) == text)
    }

    @Test(arguments: [
        (0, "0 B/s"), (999.4, "999 B/s"), (999.6, "1.0 kB/s"), (11_234, "11.2 kB/s"), (2_500_000, "2.5 MB/s"),
    ])
    func rates(bytesPerSecond: Double, text: String) {
        #expect(Quantity.rate(bytesPerSecond) == text)
    }

    @Test func `a percentage is rounded down`() {
        #expect(Quantity.percent(0.9999) == "99 %")
        #expect(Quantity.percent(1) == "100 %")
    }
}

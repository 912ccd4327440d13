import Testing

@testable import DeviceDiscovery

@Suite struct PortLedgerTests {
    private let first = Samples.adapter("/dev/ttyUSB0", at: "1-2")
    private let second = Samples.adapter("/dev/ttyUSB1", at: "1-3")

    @Test func aPresentPortIsReportedOnce() {
        var ledger = PortLedger()
        #expect(ledger.begin(with: [first]) == [.present(first)])
        #expect(ledger.add(first) == [])
        #expect(ledger.add(second) == [.added(second)])
        #expect(ledger.add(second) == [])
        #expect(ledger.remove("/dev/ttyUSB0") == [.removed(path: "/dev/ttyUSB0")])
        #expect(ledger.remove("/dev/ttyUSB0") == [])
        #expect(ledger.add(first) == [.added(first)])
    }

    @Test func otherTerminalsAreNotReported() {
        var ledger = PortLedger()
        #expect(ledger.add(nil) == [])
        #expect(ledger.remove("/dev/tty1") == [])
    }

    @Test("a port that takes another port's name removes that port")
    func sameName() {
        var ledger = PortLedger()
        _ = ledger.begin(with: [first])
        var other = second
        other.path = first.path
        #expect(ledger.add(other) == [.removed(path: first.path), .added(other)])
    }
}

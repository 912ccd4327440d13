import Fleet
import Synchronization
import Testing
import TransportCore

/// A port that another process holds for a while.
struct PatientConnectorTests {
    /// A port that is held for a number of attempts to open it.
    private final class HeldPort: TransportConnector {
        let address = TransportAddress.terminal(path: "/dev/ttyUSB0")
        private let left: Mutex<Int>

        init(attempts: Int) {
            left = Mutex(attempts)
        }

        func connect() async throws(TransportError) -> any ByteTransport {
            let isHeld = left.withLock { left in
                left -= 1
                return left >= 0
            }
            throw TransportError(isHeld ? .busy : .noDevice, at: address, "No.")
        }
    }

    private func codes(attempts: Int, lockTimeout: Duration) async -> (TransportError.Code?, waited: Int) {
        let pauses = Mutex(0)
        let port = PatientConnector(
            HeldPort(attempts: attempts),
            lockTimeout: lockTimeout,
            pause: { _ in pauses.withLock { $0 += 1 } }
        )
        do {
            _ = try await port.connect()
            return (nil, pauses.withLock(\.self))
        } catch {
            return (error.code, pauses.withLock(\.self))
        }
    }

    @Test func aPortThatBecomesFreeInTimeIsOpened() async {
        #expect(await codes(attempts: 3, lockTimeout: .seconds(1)) == (.noDevice, waited: 3))
    }

    @Test func oneTimeoutIsEnough() async {
        #expect(await codes(attempts: 1000, lockTimeout: .seconds(1)) == (.busy, waited: 10))
    }

    @Test func aPortThatDisappearedIsWaitedForIfItMayComeBack() async {
        let pauses = Mutex(0)
        let port = PatientConnector(
            HeldPort(attempts: 0),
            absenceTimeout: .milliseconds(500),
            pause: { _ in pauses.withLock { $0 += 1 } }
        )
        await #expect(throws: TransportError.self) { try await port.connect() }
        #expect(pauses.withLock(\.self) == 5)
    }

    @Test func withoutTimeoutsNothingIsWaitedFor() async {
        #expect(await codes(attempts: 1, lockTimeout: .zero) == (.busy, waited: 0))
    }
}

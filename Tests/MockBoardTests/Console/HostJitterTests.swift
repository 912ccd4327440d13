import MockBoard
import Testing
import TransportCore

/// `ConsoleTiming.hostJitter`: when a write of the host starts on the wire.
@Suite struct HostJitterTests {
    /// The times from `count` one-byte writes to their echoes, in microseconds.
    private func echoes(_ count: Int, jitter: Duration, seed: UInt64 = 1) async throws -> [Int] {
        let prompt = try await PromptConversation {
            $0.timing.hostJitter = jitter
            $0.timing.hostLatency = .zero
            $0.faults = FaultSchedule(seed: seed)
        }
        var delays: [Int] = []
        for _ in 0..<count {
            let start = await prompt.board.now
            #expect(try await prompt.typing("x", within: .milliseconds(20)) == "x")
            let passed = start.duration(to: await prompt.board.now) - .milliseconds(20)
            delays.append(Int(passed / .microseconds(1)))
        }
        return delays
    }

    @Test func `without jitter every write starts at once`() async throws {
        #expect(Set(try await echoes(10, jitter: .zero)).count == 1)
    }

    @Test func `with jitter a write starts up to that much later`() async throws {
        let least = try await echoes(1, jitter: .zero)[0]
        let delays = try await echoes(100, jitter: .milliseconds(5)).map { $0 - least }
        #expect(delays.allSatisfy { (0...5000).contains($0) })
        #expect(try #require(delays.min()) < 500 && #require(delays.max()) > 4500)
    }

    @Test func `jitter depends on the seed`() async throws {
        let delays = try await echoes(10, jitter: .milliseconds(5))
        #expect(try await echoes(10, jitter: .milliseconds(5)) == delays)
        #expect(try await echoes(10, jitter: .milliseconds(5), seed: 2) != delays)
    }
}

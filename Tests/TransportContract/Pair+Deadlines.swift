import Testing
import TransportCore

extension TransportContract.Pair {
    private static let shortWait = Duration.milliseconds(30)
    /// How late a loaded machine may be before it counts as a failure.
    private static let patience = Duration.seconds(20)

    func readEndsWithTheFirstBytes() async throws {
        let start = await transport.now
        try await peer.send([1, 2, 3])
        #expect(try await !transport.read(until: start.advanced(by: .seconds(3600))).isEmpty)
        #expect(await transport.now < start.advanced(by: Self.patience))
    }

    func readEndsEmptyAtItsDeadline() async throws {
        let deadline = await transport.deadline(after: Self.shortWait)
        #expect(try await transport.read(until: deadline) == [])
        await expectJustPassed(deadline)
    }

    func pastDeadlineTakesWhatIsThere() async throws {
        let start = await transport.now
        #expect(try await transport.read(until: start) == [], "no bytes are available")
        try await peer.send([1, 2, 3])
        var taken: [UInt8] = []
        let end = await transport.deadline(after: Self.patience)
        while taken.count < 3, await transport.now < end {
            try await transport.sleep(until: transport.deadline(after: Self.shortWait))
            taken += try await transport.read(until: start)
        }
        #expect(taken == [1, 2, 3])
        #expect(try await transport.read(until: start) == [], "all bytes were taken")
    }

    func sleepEndsAtItsDeadline() async throws {
        let deadline = await transport.deadline(after: Self.shortWait)
        try await transport.sleep(until: deadline)
        await expectJustPassed(deadline)
        let now = await transport.now
        try await transport.sleep(until: now.advanced(by: .seconds(-1)))
        #expect(await transport.now < now.advanced(by: Self.patience), "a deadline in the past does not wait")
    }

    func writeEndsAtItsDeadline() async throws {
        let tooMuch = [UInt8].pattern(1000) + [UInt8](repeating: 0x55, count: 16 * 1024 * 1024)
        let deadline = await transport.deadline(after: Self.shortWait)
        await expect(.timedOut, "a peer that does not read") { try await transport.write(tooMuch, until: deadline) }
        await expectJustPassed(deadline)
        await expect(.timedOut, "no room, deadline in the past") { try await transport.write(tooMuch, until: deadline) }
        #expect(try await peer.receive(1000) == Array(tooMuch.prefix(1000)), "the accepted bytes are sent")
    }

    private func expectJustPassed(_ deadline: TransportInstant) async {
        let now = await transport.now
        #expect(now >= deadline, "not before")
        #expect(now < deadline.advanced(by: Self.patience), "not long after")
    }
}

import Testing
import TransportCore

extension TransportContract.Pair {
    func cancelledTaskIsRefused() async throws {
        try await peer.send([7, 8, 9])
        let task = Task {
            // The task waits for its own cancellation, then continues in the cancelled state.
            for await _ in AsyncStream<Never>.makeStream().stream {}
            #expect(Task.isCancelled)
            let deadline = await transport.deadline(after: .seconds(5))
            await expect(.cancelled, "read") { _ = try await transport.read(until: deadline) }
            await expect(.cancelled, "write") { try await transport.write([1], until: deadline) }
            await expect(.cancelled, "sleep") { try await transport.sleep(until: deadline) }
        }
        task.cancel()
        await task.value
        #expect(try await hostReceives(3) == [7, 8, 9], "a refused read takes nothing")
        try await hostSends([2])
        #expect(try await peer.receive(1) == [2], "a refused write sends nothing")
    }

    /// Cancels a task that waits in `wait`, and uses the transport again, a few times.
    func cancellingEnds(_ wait: @escaping @Sendable (any ByteTransport) async throws -> Void) async throws {
        for _ in 0..<20 {
            let task = await started(wait)
            task.cancel()
            await expect(.cancelled, "cancelled while waiting") { try await task.value }
        }
        try await peer.send([5])
        #expect(try await hostReceives(1) == [5], "the next wait is not disturbed")
    }

    func closingEnds(_ wait: @escaping @Sendable (any ByteTransport) async throws -> Void) async throws {
        let task = await started(wait)
        await transport.close()
        await expect(.linkLost, "closed while waiting") { try await task.value }
    }

    func hangUpEndsARead() async throws {
        let task = await started { try await $0.readForEver() }
        try await peer.hangUp()
        await expect(.linkLost, "hung up while waiting") { try await task.value }
    }

    /// A task that is about to wait or is already waiting; the wait must end in both cases.
    private func started(
        _ wait: @escaping @Sendable (any ByteTransport) async throws -> Void
    ) async -> Task<Void, any Error> {
        let (isRunning, running) = AsyncStream<Void>.makeStream()
        let task = Task {
            running.finish()
            try await wait(transport)
        }
        for await _ in isRunning {}
        await Task.yield()
        return task
    }
}

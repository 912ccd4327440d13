import Glibc
import Testing
import TransportCore

@testable import TransportPosix

@Suite(.timeLimit(.minutes(1))) struct PortThreadTests {
    private actor Worker {
        nonisolated let thread: PortThread
        nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }
        private var order: [Int] = []

        init() throws { thread = try PortThread() }
        deinit { thread.stop() }

        func note(_ number: Int) -> (thread: UInt, order: [Int]) {
            order.append(number)
            return (UInt(pthread_self()), order)
        }

        func block(until wakeup: Wakeup) -> Bool {
            wakeup.wait(until: .monotonic.advanced(by: .seconds(50)))
        }
    }

    @Test func jobsRunInOrderOnOneThread() async throws {
        let worker = try Worker()
        let first = await worker.note(0)
        for number in 1..<100 {
            let note = await worker.note(number)
            #expect(note.thread == first.thread)
            #expect(note.order == Array(0...number))
        }
    }

    @Test("more actors than the machine has cores can block at once")
    func theCommonPoolIsNotBlocked() async throws {
        let wakeups = try (0..<32).map { _ in try Wakeup() }
        let workers = try wakeups.map { _ in try Worker() }
        await withTaskGroup { group in
            for (worker, wakeup) in zip(workers, wakeups) {
                group.addTask { #expect(await worker.block(until: wakeup)) }
            }
            // Each is released by the next one, so all must be blocked at once.
            for wakeup in wakeups.reversed() {
                await Task.yield()
                wakeup.signal()
            }
        }
    }
}

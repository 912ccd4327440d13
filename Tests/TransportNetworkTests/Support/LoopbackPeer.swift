import Glibc
import Synchronization
import TransportContract
import TransportCore
import TransportNetwork
import TransportPosix

/// A serial port server with one client, and its board.
///
/// Its thread reads and answers automatically, but buffers only a few bytes that the board has not read.
final class LoopbackPeer: ContractPeer {
    struct Silence: Error {}

    private struct State {
        var codec = TelnetCodec(
            ours: [.binary, .suppressGoAhead, .echo],
            theirs: [.binary, .suppressGoAhead]
        )
        var received: [UInt8] = []
        var commands: [COMPortOption] = []
        var outgoing: [UInt8] = []
        var hasHungUp = false
        var hasEnded = false
    }

    private static let fullEnough = 64 * 1024
    private let state: Mutex<State>
    private let manner: ServerManner
    private let wakeup: Wakeup

    /// Serves an accepted connection.
    init(_ connection: consuming OwnedDescriptor, _ manner: ServerManner) throws {
        self.manner = manner
        wakeup = try Wakeup()
        var first = State()
        if manner.isTelnet {
            first.codec = TelnetCodec(
                ours: [.binary, .suppressGoAhead, .echo],
                theirs: manner.knowsComPort ? [.binary, .suppressGoAhead, .comPort] : [.binary, .suppressGoAhead]
            )
            first.codec.offer(.suppressGoAhead)
            first.codec.offer(.echo)
            first.outgoing = first.codec.takeOutput()
        }
        first.outgoing += manner.greeting
        state = Mutex(first)
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(self, connection))
        let code = pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            work.toOpaque()
        )
        precondition(code == 0, "pthread_create")
        pthread_detach(thread)
    }

    // MARK: ContractPeer

    func send(_ bytes: [UInt8]) async throws {
        state.withLock { state in
            state.outgoing += manner.isTelnet ? state.codec.encode(bytes[...]) : bytes
        }
        wakeup.signal()
        try await until { $0.outgoing.isEmpty }
    }

    func receive(_ count: Int) async throws -> [UInt8] {
        try await until { $0.received.count >= count }
        wakeup.signal()
        return state.withLock { state in
            defer { state.received.removeFirst(count) }
            return Array(state.received.prefix(count))
        }
    }

    func hangUp() async throws {
        state.withLock { $0.hasHungUp = true }
        wakeup.signal()
        try await until { $0.hasEnded }
    }

    // MARK: More

    /// The RFC 2217 commands of the client.
    var commands: [COMPortOption] {
        state.withLock { $0.commands }
    }

    /// Sends an RFC 2217 command.
    func say(_ command: COMPortOption) async throws {
        state.withLock { state in
            state.codec.send(command.body(from: .server), in: .comPort)
            state.outgoing += state.codec.takeOutput()
        }
        wakeup.signal()
        try await until { $0.outgoing.isEmpty }
    }

    /// Waits until the connection ends in any way.
    func awaitEnd() async throws {
        try await until { $0.hasEnded }
    }

    /// Waits until the client has sent a command.
    func awaitCommand(_ command: COMPortOption) async throws {
        try await until { $0.commands.contains(command) }
    }

    private func until(_ isSo: (borrowing State) -> Bool) async throws {
        let end = ContinuousClock.now.advanced(by: .seconds(20))
        while !state.withLock({ isSo($0) }) {
            guard ContinuousClock.now < end else { throw Silence() }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    // MARK: The thread

    private final class Work {
        private let peer: LoopbackPeer
        private let connection: OwnedDescriptor
        private var buffer = [UInt8](repeating: 0, count: 16384)

        init(_ peer: LoopbackPeer, _ connection: consuming OwnedDescriptor) {
            self.peer = peer
            self.connection = connection
        }

        deinit {
            // The connection has been closed, or is being closed.
            let peer = peer
            peer.state.withLock { $0.hasEnded = true }
        }

        func run() {
            while step() {}
            shutdown(connection.raw, Int32(SHUT_RDWR))
        }

        private func step() -> Bool {
            let (outgoing, mayRead, hasHungUp) = peer.state.withLock {
                ($0.outgoing, $0.received.count < LoopbackPeer.fullEnough, $0.hasHungUp)
            }
            var interest: DescriptorEvents = mayRead ? .readable : []
            if !outgoing.isEmpty {
                if case .moved(let count) = connection.send(outgoing[...]) {
                    peer.state.withLock { $0.outgoing.removeFirst(count) }
                    return true
                }
                interest.insert(.writable)
            }
            guard !hasHungUp else { return false }
            if mayRead {
                switch connection.read(into: &buffer) {
                case .moved(let count):
                    peer.take(buffer[..<count])
                    return true
                case .ended, .failed: return false
                case .notNow: break
                }
            }
            let events = connection.wait(
                for: interest,
                or: peer.wakeup,
                until: .monotonic.advanced(by: .seconds(60))
            )
            return !events.isEmpty
        }
    }

    private func take(_ bytes: ArraySlice<UInt8>) {
        state.withLock { state in
            guard manner.isTelnet else {
                state.received += bytes
                return
            }
            for event in state.codec.feed(bytes) {
                switch event {
                case .data(let data): state.received += data
                case .subnegotiation(.comPort, let body):
                    guard let command = COMPortOption(body, from: .client) else { continue }
                    state.commands.append(command)
                    for answer in manner.answers(command) {
                        state.codec.send(answer.body(from: .server), in: .comPort)
                    }
                case .negotiation, .subnegotiation: break
                }
            }
            state.outgoing += state.codec.takeOutput()
        }
    }
}

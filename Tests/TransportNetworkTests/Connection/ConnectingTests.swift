import Foundation
import Glibc
import Testing
import TransportCore
import TransportPosix

@testable import TransportNetwork

/// The results of connecting: which connections fail, and why.
@Suite(.timeLimit(.minutes(2))) struct ConnectingTests {
    private static func refusal(of connector: any TransportConnector) async throws -> TransportError {
        let error = await #expect(throws: TransportError.self) { try await connector.connect() }
        return try #require(error)
    }

    @Test(arguments: [false, true])
    func nothingListens(isTelnet: Bool) async throws {
        let closed = try LoopbackListener(isListening: false)
        let port = closed.port
        let error = try await Self.refusal(of: try Loopback.connector(port: port, isTelnet: isTelnet))
        #expect(error.code == .noDevice)
        #expect(error.systemError == ECONNREFUSED)
        #expect(error.message.contains("port \(port) of 127.0.0.1"))
        #expect(error.nextStep?.contains("ser2net listening") == true)
    }

    @Test func anUnknownName() async throws {
        var settings = try Loopback.settings()
        settings.resolver = { _, _ throws(ResolutionError) in throw ResolutionError(reason: "Name or service not known")
        }
        let error = try await Self.refusal(of: SocketConnector(host: "bench", port: 2, settings: settings))
        #expect(error.code == .noDevice)
        #expect(error.message == "The name bench cannot be resolved: Name or service not known.")
    }

    @Test func aNameServerThatDoesNotAnswerTimesOut() async throws {
        let (release, gate) = (try Wakeup(), ContinuousClock())
        var settings = try Loopback.settings()
        settings.connectLimit = .milliseconds(100)
        settings.resolver = { _, _ throws(ResolutionError) in
            _ = release.wait()
            return []
        }
        let start = gate.now
        let error = try await Self.refusal(of: SocketConnector(host: "bench", port: 1, settings: settings))
        #expect(error.code == .noDevice)
        #expect(gate.now - start < .seconds(20))
        release.signal()
    }

    @Test(
        "connecting to a host that does not answer ends at the limit, or when the task is cancelled",
        arguments: [false, true]
    )
    func aHostThatDoesNotAnswer(isCancelled: Bool) async throws {
        // A listener whose queue is full leaves a connection unanswered (Linux drops its SYN).
        let listener = try LoopbackListener(backlog: 0)
        let address = try #require(try SocketAddress.resolve("127.0.0.1", listener.port).first)
        var fillers: [Int32] = []
        for _ in 0..<4 { fillers.append(Socket.connecting(to: address).socket) }
        defer { for socket in fillers { close(socket) } }
        try await Task.sleep(for: .milliseconds(50))
        var settings = try Loopback.settings()
        settings.connectLimit = isCancelled ? .seconds(60) : .milliseconds(200)
        let connector = SocketConnector(host: "127.0.0.1", port: listener.port, settings: settings)
        let opening = Task { try await connector.connect() }
        if isCancelled { opening.cancel() }
        let error = await #expect(throws: TransportError.self) { try await opening.value }
        #expect(error?.code == (isCancelled ? .cancelled : .noDevice))
        if !isCancelled { #expect(error?.message == "127.0.0.1 does not answer on port \(listener.port).") }
    }

    @Test func allAddressesAreTried() async throws {
        let listener = try LoopbackListener()
        let closed = try LoopbackListener(isListening: false)
        let dead = try SocketAddress.resolve("127.0.0.1", closed.port)
        var settings = try Loopback.settings()
        settings.resolver = { host, port throws(ResolutionError) in
            dead + (try SocketAddress.resolve("127.0.0.1", port))
        }
        let connector = SocketConnector(host: "bench", port: listener.port, settings: settings)
        let opening = Task { try await connector.connect() }
        let peer = try LoopbackPeer(try await listener.accept(), .raw)
        let transport = try await opening.value
        try await peer.send([7])
        #expect(try await transport.read(until: transport.deadline(after: .seconds(10))) == [7])
        await transport.close()
    }

    @Test("a connection sends immediately, and notices a far end that disappears silently")
    func options() throws {
        let listener = try LoopbackListener()
        let address = try #require(try SocketAddress.resolve("127.0.0.1", listener.port).first)
        let socket = OwnedDescriptor(adopting: Socket.connecting(to: address).socket)
        let tcp = Int32(IPPROTO_TCP)
        let names = [TCP_NODELAY, TCP_USER_TIMEOUT, TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT]
        let values = names.compactMap { Socket.option(socket, tcp, $0) }
        try #require(values.count == 5)
        #expect(Socket.option(socket, SOL_SOCKET, SO_KEEPALIVE) == 1)
        #expect(values[0] == 1)
        #expect(values[1] == 15_000)
        #expect((10...20).contains(values[2] + values[3] * values[4]))
    }

    @Test func aSecondClientOfThisHostIsToldWhichProcessIsTheFirst() async throws {
        let listener = try LoopbackListener()
        let first = Task { [port = listener.port] in try await Loopback.connector(port: port).connect() }
        let peer = try LoopbackPeer(try await listener.accept(), .raw)
        let transport = try await first.value
        for isTelnet in [false, true] {
            let error = try await Self.refusal(of: try Loopback.connector(port: listener.port, isTelnet: isTelnet))
            #expect(error.code == .busy)
            #expect(error.holder?.pid == Int(getpid()))
            #expect(error.message.contains("process \(getpid())"))
        }
        await transport.close()
        try await peer.awaitEnd()
        let next = Task { [port = listener.port] in try await Loopback.connector(port: port).connect() }
        let nextPeer = try LoopbackPeer(try await listener.accept(), .raw)
        await (try await next.value).close()
        try await nextPeer.awaitEnd()
    }

    @Test func theLockFileOfAHostDoesNotDependOnTheSpelling() async throws {
        let folder = try #require(try Loopback.settings().lockFolder)
        let port = Int(getpid()) % 60_000 + 1
        let lock = try NetworkLock.take(.socket(host: "LAB/../x", port: port), in: folder)
        #expect(access("\(folder)/lab%2f..%2fx_\(port).lock", F_OK) == 0)
        #expect(throws: TransportError.self) {
            _ = try NetworkLock.take(.rfc2217(host: "lab/../x", port: port), in: folder)
        }
        _ = consume lock
        // A process that another test forks at this moment holds the lock until it calls exec.
        while true {
            do {
                _ = try NetworkLock.take(.rfc2217(host: "lab/../x", port: port), in: folder)
                break
            } catch {
                try #require(error.code == .busy)
                await Task.yield()
            }
        }
    }
}

import Glibc
import Testing
import TransportCore

@testable import TransportPosix

@Suite(.timeLimit(.minutes(2))) struct PseudoTerminalTests {
    private static func soon() -> TransportInstant {
        .monotonic.advanced(by: .seconds(20))
    }

    /// The processor time of `body` on this thread.
    private static func work(_ body: () throws -> Void) rethrows -> Duration {
        func used() -> Duration {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
        let before = used()
        try body()
        return used() - before
    }

    @Test("a host that only opens and closes is seen each time")
    func comingAndGoing() throws {
        var terminal = try PseudoTerminal()
        #expect(terminal.hostIsPresent == false)
        for _ in 0..<50 {
            let host = try OpenFile(terminal.path)
            #expect(terminal.wait(until: Self.soon()) == .hostCame)
            #expect(terminal.hostIsPresent == true)
            _ = consume host
            #expect(terminal.wait(until: Self.soon()) == .hostWent)
            #expect(terminal.hostIsPresent == false)
        }
    }

    @Test("a host that comes ends a wait on another thread")
    func hostWakesTheLoop() async throws {
        let peer = try PseudoTerminalPeer()
        async let seen: Void = peer.wait(until: .hostCame)
        let host = try OpenFile(peer.path)
        try await seen
        async let gone: Void = peer.wait(until: .hostWent)
        _ = consume host
        try await gone
    }

    @Test("with two hosts at once, the host has gone when the last one closes")
    func twoHosts() throws {
        var terminal = try PseudoTerminal()
        let first = try OpenFile(terminal.path)
        #expect(terminal.wait(until: Self.soon()) == .hostCame)
        let second = try OpenFile(terminal.path)
        _ = consume first
        #expect(terminal.wait(until: .monotonic) == [])
        _ = consume second
        #expect(terminal.wait(until: Self.soon()) == .hostWent)
    }

    @Test("what a host sent before it left is read first")
    func lastWords() throws {
        var terminal = try PseudoTerminal()
        let host = try OpenFile(terminal.path)
        #expect(terminal.wait(until: Self.soon()) == .hostCame)
        #expect(host.write([1, 2, 3]) == 3)
        _ = consume host
        #expect(terminal.wait(until: Self.soon()) == .readable)
        #expect(try terminal.read() == [1, 2, 3])
        #expect(terminal.wait(until: Self.soon()) == .hostWent)
        #expect(try terminal.read() == [])
    }

    @Test("bytes of a host that came, wrote and left between two looks are read")
    func passingBy() throws {
        var terminal = try PseudoTerminal()
        let host = try OpenFile(terminal.path)
        #expect(host.write([1, 2, 3]) == 3)
        _ = consume host
        #expect(terminal.wait(until: Self.soon()) == .hostCame)
        #expect(terminal.wait(until: Self.soon()) == .readable)
        #expect(try terminal.read() == [1, 2, 3])
        #expect(terminal.wait(until: Self.soon()) == .hostWent)
    }

    @Test("a host that is replaced between two looks is reported as gone and come")
    func replaced() throws {
        var terminal = try PseudoTerminal()
        let host = try OpenFile(terminal.path)
        #expect(terminal.wait(until: Self.soon()) == .hostCame)
        #expect(host.write([1]) == 1)
        _ = consume host
        #expect(terminal.wait(until: Self.soon()) == .readable)
        let next = try OpenFile(terminal.path)
        #expect(terminal.wait(until: Self.soon()) == [.readable, .hostWent, .hostCame])
        withExtendedLifetime(next) {}
    }

    @Test("a host that is replaced without sending is reported as gone, and its unread bytes are discarded")
    func replacedInSilence() throws {
        var terminal = try PseudoTerminal()
        for _ in 0..<20 {
            let host = try OpenFile(terminal.path)
            #expect(terminal.wait(until: Self.soon()) == .hostCame)
            #expect(try terminal.write([1, 2, 3]) == 3)
            _ = consume host
            let next = try OpenFile(terminal.path)
            #expect(terminal.wait(until: Self.soon()) == [.hostWent, .hostCame])
            #expect(try next.read() == [])
            // A program that only reads the settings does not replace the host.
            _ = try OpenFile(terminal.path)
            #expect(terminal.wait(until: .monotonic.advanced(by: .milliseconds(5))) == [])
            _ = consume next
            #expect(terminal.wait(until: Self.soon()) == .hostWent)
        }
    }

    @Test("the host's line settings are visible, as far as the kernel keeps them")
    func hostLine() throws {
        var terminal = try PseudoTerminal(mode: 0o640)
        var status = stat()
        #expect(stat(terminal.path, &status) == 0 && status.st_mode & 0o777 == 0o640)
        #expect(terminal.hostLine == HostLine(baud: 115_200, hasTwoStopBits: false, waitsForCTS: false))
        let host = try OpenFile(terminal.path)
        #expect(terminal.wait(until: Self.soon()) == .hostCame)
        try host.change { $0.c_cflag |= tcflag_t(CSTOPB) | 0o20_000_000_000 }
        #expect(terminal.hostLine == HostLine(baud: 115_200, hasTwoStopBits: true, waitsForCTS: true))
    }

    @Test("bytes for an absent host are discarded")
    func nobodyListens() throws {
        var terminal = try PseudoTerminal()
        let bytes = [UInt8](repeating: 7, count: 100_000)
        #expect(try terminal.write(bytes[...]) == bytes.count)
        let host = try OpenFile(terminal.path)
        #expect(try host.read() == [])
        #expect(try terminal.write([1, 2]) == 2, "the host is seen without a wait")
        #expect(terminal.wait(until: .monotonic) == .hostCame)
        #expect(try host.read() == [1, 2])
    }

    @Test("bytes that a host did not read are discarded before the next host")
    func leftovers() throws {
        var terminal = try PseudoTerminal()
        let host = try OpenFile(terminal.path)
        try host.takeExclusively()
        // More than the line discipline holds, so that bytes wait in both of the kernel's queues.
        let taken = try terminal.write([UInt8](repeating: 7, count: 100_000)[...])
        #expect((8000..<100_000).contains(taken))
        _ = consume host
        #expect(terminal.wait(until: Self.soon()).contains(.hostWent))
        let next = try OpenFile(terminal.path)
        #expect(try next.read() == [])
        #expect(!next.isExclusive)
    }

    @Test("a full terminal accepts no bytes until the host reads")
    func full() throws {
        var terminal = try PseudoTerminal()
        let host = try OpenFile(terminal.path)
        let bytes = [UInt8](repeating: 7, count: 100_000)
        #expect(terminal.wait(until: Self.soon()) == .hostCame)
        // The kernel moves bytes between its queues asynchronously, which makes room again for a moment.
        repeat {
            while try terminal.write(bytes[...]) > 0 {}
        } while terminal.wait(for: .writable, until: .monotonic.advanced(by: .milliseconds(50))) == .writable
        #expect(terminal.wait(for: .writable, until: .monotonic) == [])
        while try !host.read().isEmpty {}
        #expect(terminal.wait(for: .writable, until: Self.soon()) == .writable)
        #expect(try terminal.write([1]) == 1)
    }

    @Test("without a host a terminal is writable immediately, and other events are still reported")
    func writableWithoutHost() throws {
        var terminal = try PseudoTerminal()
        let wakeup = try Wakeup()
        #expect(terminal.wait(for: .writable, wakeup: wakeup) == .writable)
        wakeup.signal()
        #expect(terminal.wait(for: [.readable, .writable], wakeup: wakeup) == [.writable, .woken])
    }

    @Test("a wakeup ends the wait, once")
    func woken() throws {
        var terminal = try PseudoTerminal()
        let wakeup = try Wakeup()
        wakeup.signal()
        wakeup.signal()
        #expect(terminal.wait(until: Self.soon(), wakeup: wakeup) == .woken)
        #expect(terminal.wait(until: .monotonic, wakeup: wakeup) == [])
    }

    @Test("a deadline ends the wait, and waiting uses no processor time, whatever the host did")
    func patience() throws {
        var terminal = try PseudoTerminal()
        func waitsQuietly(_ interest: PseudoTerminal.Events, _ state: Comment) throws {
            let deadline = TransportInstant.monotonic.advanced(by: .milliseconds(100))
            let work = Self.work { #expect(terminal.wait(for: interest, until: deadline) == [], state) }
            #expect(TransportInstant.monotonic >= deadline, state)
            #expect(work < .milliseconds(10), state)
        }
        try waitsQuietly(.readable, "no host yet")
        let host = try OpenFile(terminal.path)
        #expect(terminal.wait(until: Self.soon()) == .hostCame)
        try waitsQuietly(.readable, "a host that sends nothing")
        #expect(host.write([1]) == 1)
        try waitsQuietly([], "a loop that does not read")
        _ = consume host
        try waitsQuietly([], "the same, and the host has gone")
        #expect(terminal.wait(until: Self.soon()) == .readable)
        #expect(try terminal.read() == [1])
        #expect(terminal.wait(until: Self.soon()) == .hostWent)
        try waitsQuietly(.readable, "the host has gone")
    }

    @Test("the host's rate is visible, whoever sets it, and stays when the host leaves")
    func hostBaud() throws {
        var terminal = try PseudoTerminal(baud: 74_880)
        #expect(terminal.hostBaud == 74_880)
        let host = try OpenFile(terminal.path)
        #expect(terminal.wait(until: Self.soon()) == .hostCame)
        try host.change { cfsetspeed(&$0, speed_t(B460800)) }
        #expect(terminal.hostBaud == 460_800)
        _ = consume host
        #expect(terminal.wait(until: Self.soon()).contains(.hostWent))
        #expect(terminal.hostBaud == 460_800)
    }

    @Test("all byte values pass even if the host has set nothing")
    func raw() throws {
        var terminal = try PseudoTerminal()
        let host = try OpenFile(terminal.path)
        let values = (0...255).map { UInt8($0) }
        #expect(terminal.wait(until: Self.soon()) == .hostCame)
        #expect(host.write(values) == 256)
        #expect(terminal.wait(until: Self.soon()) == .readable)
        #expect(try terminal.read() == values)
        #expect(try terminal.write(values[...]) == 256)
        #expect(try host.read() == values)
        #expect(terminal.wait(until: .monotonic) == [], "nothing is echoed")
    }

    @Test("a board that disappears and comes back is found under the same name")
    func vanishing() async throws {
        try await withTemporaryFolder { folder in
            let link = SymbolicLink(folder + "/board")
            let connector = SerialPortConnector(path: link.path)
            let peer = try PseudoTerminalPeer()
            try link.point(to: peer.path)
            let port = try await connector.connect()
            await peer.hangUp()
            link.remove(ifPointingTo: peer.path)
            let lost = await #expect(throws: TransportError.self) {
                try await port.read(until: TransportInstant(nanoseconds: .max))
            }
            #expect(lost?.code == .linkLost)
            let missing = await #expect(throws: TransportError.self) { try await connector.connect() }
            #expect(missing?.code == .noDevice)
            await port.close()

            let next = try PseudoTerminalPeer()
            try link.point(to: next.path)
            let again = try await connector.connect()
            try await next.send([9])
            #expect(try await again.read(until: again.deadline(after: .seconds(10))) == [9])
            await again.close()
        }
    }
}

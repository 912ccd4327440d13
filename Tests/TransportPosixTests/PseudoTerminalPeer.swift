import CTermios
import TransportContract
import TransportCore

@testable import TransportPosix

/// The board's side of a pseudo terminal, on its own thread.
actor PseudoTerminalPeer: ContractPeer {
    struct Silence: Error {}

    nonisolated let path: String
    private nonisolated let thread: PortThread
    private var terminal: PseudoTerminal?
    private var received: [UInt8] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    init() throws {
        thread = try PortThread()
        let terminal = try PseudoTerminal()
        path = terminal.path
        self.terminal = consume terminal
    }

    deinit {
        thread.stop()
    }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while let count = try terminal?.write(rest) {
            rest = rest.dropFirst(count)
            if rest.isEmpty { return }
            _ = try wait(for: .writable)
        }
    }

    func receive(_ count: Int) throws -> [UInt8] {
        while received.count < count {
            if let bytes = try terminal?.read(), !bytes.isEmpty {
                received += bytes
            } else {
                _ = try wait(for: .readable)
            }
        }
        defer { received.removeFirst(count) }
        return Array(received.prefix(count))
    }

    func hangUp() {
        terminal = nil
    }

    /// Waits until the host has opened or closed the terminal.
    func wait(until event: PseudoTerminal.Events) throws {
        while try !wait(for: []).contains(event) {}
    }

    /// All settings of the terminal, and the host's line rate.
    var settings: [UInt8] {
        get throws {
            var settings = ctermios_settings()
            guard let master = terminal?.master.raw, ctermios_get_settings(master, &settings) == 0 else {
                throw Silence()
            }
            return withUnsafeBytes(of: settings.bytes, Array.init)
        }
    }

    var hostBaud: Int? {
        terminal?.hostBaud
    }

    private func wait(for interest: PseudoTerminal.Events) throws -> PseudoTerminal.Events {
        let events = terminal?.wait(for: interest, until: .monotonic.advanced(by: .seconds(20))) ?? []
        guard !events.isEmpty else { throw Silence() }
        return events
    }
}

/// Why bytes could not go to or come from a board.
public struct TransportError: Error, Sendable, Hashable {
    /// What kind of thing went wrong; the one part to switch on.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// There is nothing at the address.
        case noDevice
        /// Another process holds the port.
        case busy
        /// This user may not open the port.
        case permissionDenied
        /// The path names something that is not a serial port or terminal.
        case notATerminal
        /// The board, the adapter or the connection has gone, or the transport was closed.
        case linkLost
        /// The peer did not take bytes before the deadline.
        case timedOut
        /// The task was cancelled.
        case cancelled
        /// The port cannot do what was asked of it.
        case unsupported
        /// A trace is being replayed, and the host does something else than the trace says.
        case notAsTraced
        /// The system refused for a reason of its own; `systemError` has the number.
        case system
    }

    /// What kind of thing went wrong.
    public var code: Code
    /// Where.
    public var address: TransportAddress
    /// What was being done, and what was found: one sentence of facts.
    public var message: String
    /// What to do next: one sentence, or nothing where there is no advice to give.
    public var nextStep: String?
    /// The system's `errno`, where a system call failed.
    public var systemError: Int32?
    /// The process that holds the port, where `code` is `busy` and it could be found.
    public var holder: PortHolder?

    /// Makes an error from its facts.
    public init(
        _ code: Code,
        at address: TransportAddress,
        _ message: String,
        nextStep: String? = nil,
        systemError: Int32? = nil,
        holder: PortHolder? = nil
    ) {
        self.code = code
        self.address = address
        self.message = message
        self.nextStep = nextStep
        self.systemError = systemError
        self.holder = holder
    }
}

extension TransportError {
    /// Whether the connection to the board has ended, and another may be had: it broke, or its server said why it ends it.
    public var isEndOfConnection: Bool {
        switch code {
        case .linkLost: true
        case .noDevice, .busy: address.isOnNetwork
        default: false
        }
    }
}

extension TransportError: CustomStringConvertible {
    /// The facts and the next step, in one line.
    public var description: String {
        [message, nextStep].compactMap(\.self).joined(separator: " ")
    }
}

/// A process that has a port open.
public struct PortHolder: Sendable, Hashable {
    /// Its process id.
    public var pid: Int
    /// Its command line as it shows itself, without arguments where those cannot be read.
    public var command: String

    /// Makes a holder from its facts.
    public init(pid: Int, command: String) {
        self.pid = pid
        self.command = command
    }
}

/// Why a transport could not send bytes to a board or receive them.
public struct TransportError: Error, Sendable, Hashable {
    /// The kind of error; switch on this, not on the texts.
    ///
    /// Later versions can add kinds.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// There is nothing at the address.
        case noDevice
        /// Another process holds the port.
        case busy
        /// This user does not have permission to open the port.
        case permissionDenied
        /// The path names something that is not a serial port or terminal.
        case notATerminal
        /// The board, the adapter or the connection has disappeared, or the transport was closed.
        case linkLost
        /// The peer did not accept bytes before the deadline.
        case timedOut
        /// The task was cancelled.
        case cancelled
        /// The port does not support the request.
        case unsupported
        /// A trace is being replayed, and the host deviates from the trace.
        case notAsTraced
        /// Another system error; `systemError` has its number.
        case system
    }

    /// The kind of error.
    public var code: Code
    /// The address of the transport.
    public var address: TransportAddress
    /// What was attempted and what failed: one sentence of facts.
    public var message: String
    /// What to do next: one sentence; `nil` if there is no advice.
    public var nextStep: String?
    /// The system's `errno`, if a system call failed.
    public var systemError: Int32?
    /// The process that holds the port, if `code` is `busy` and it could be found.
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
    /// Whether the connection has ended, but can be reopened: it broke, or its server ended it and gave a reason.
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
    /// Its process ID.
    public var pid: Int
    /// Its command line, without arguments if those cannot be read.
    public var command: String

    /// Makes a holder from its facts.
    public init(pid: Int, command: String) {
        self.pid = pid
        self.command = command
    }
}

import Glibc
import TransportCore

/// What network errors mean for a user whose board is connected to another machine, and what to do about each.
extension TransportError {
    /// No connection was established: `connect(2)` failed, or timed out with `ETIMEDOUT`.
    static func connecting(_ address: TransportAddress, _ code: Int32) -> TransportError {
        let (host, port) = address.hostAndPort
        switch code {
        case ECONNREFUSED:
            return TransportError(
                .noDevice,
                at: address,
                "Nothing listens on port \(port) of \(host): the connection was refused.",
                nextStep:
                    "Check on \(host) that the serial port server is running: is ser2net listening on port \(port)?",
                systemError: code
            )
        case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, EADDRNOTAVAIL:
            return TransportError(
                .noDevice,
                at: address,
                "\(host) cannot be reached: \(message(code)).",
                nextStep: "Check that \(host) is on and that this host is on its network.",
                systemError: code
            )
        case ETIMEDOUT:
            return TransportError(
                .noDevice,
                at: address,
                "\(host) does not answer on port \(port).",
                nextStep: "Check that \(host) is on, and that no firewall blocks its port \(port).",
                systemError: code
            )
        case EACCES, EPERM:
            return TransportError(
                .permissionDenied,
                at: address,
                "This host does not allow this user to connect to \(host).",
                nextStep: "Check this host's firewall.",
                systemError: code
            )
        case EMFILE, ENFILE:
            return TransportError(
                .system,
                at: address,
                "\(address) cannot be opened: \(message(code)).",
                nextStep: "Use fewer boards at once or raise the limit of open files (ulimit -n).",
                systemError: code
            )
        default: return system(address, "connect", code)
        }
    }

    /// The name cannot be resolved.
    static func unknownHost(_ address: TransportAddress, _ reason: String) -> TransportError {
        TransportError(
            .noDevice,
            at: address,
            "The name \(address.hostAndPort.host) cannot be resolved: \(reason).",
            nextStep: "Check its spelling, or name the host by its address."
        )
    }

    /// The server reported why it ends the connection.
    static func refused(_ address: TransportAddress, _ notice: ServerNotice) -> TransportError {
        switch notice {
        case .portInUse:
            TransportError(
                .busy,
                at: address,
                "The server at \(address) reports that another client is connected.",
                nextStep:
                    "Wait until that client has finished; `ss -tnp` on the server's host shows its connection."
            )
        case .deviceInUse:
            TransportError(
                .busy,
                at: address,
                "The server at \(address) reports that its device is in use.",
                nextStep:
                    "Stop the program that uses it on the server's host; `sudo fuser -v DEVICE` shows it there."
            )
        case .deviceNotOpened(let reason):
            TransportError(
                .noDevice,
                at: address,
                "The server at \(address) cannot open its device: \(reason).",
                nextStep: "Check the board's cable and power, and the device in the server's configuration."
            )
        }
    }

    /// The server closed the connection, or it broke.
    static func lost(_ address: TransportAddress, _ code: Int32? = nil) -> TransportError {
        let what =
            switch code {
            case nil: "The server closed the connection to \(address)."
            case ETIMEDOUT: "\(address) no longer answers."
            case .some(let code): "The connection to \(address) broke: \(message(code))."
            }
        return TransportError(
            .linkLost,
            at: address,
            what,
            nextStep: "Check that the board has power and its server is running, then run the command again.",
            systemError: code
        )
    }

    /// A read or write failed on a connection.
    static func using(_ address: TransportAddress, _ code: Int32) -> TransportError {
        switch code {
        case ENOBUFS, ENOMEM: system(address, "send", code)
        default: lost(address, code)
        }
    }

    /// The server sends endless telnet commands, and does not read the answers.
    static func flooded(_ address: TransportAddress) -> TransportError {
        TransportError(
            .linkLost,
            at: address,
            "The server at \(address) sends endless telnet commands.",
            nextStep: "Check that it serves a serial port; restart it."
        )
    }

    /// The transport was used after `close()`.
    static func closed(_ address: TransportAddress) -> TransportError {
        TransportError(.linkLost, at: address, "\(address) was closed.")
    }

    /// The waiting task was cancelled.
    static func cancelled(_ address: TransportAddress) -> TransportError {
        TransportError(.cancelled, at: address, "Waiting for \(address) was cancelled.")
    }

    /// The deadline of a write passed.
    static func notTaken(_ address: TransportAddress, sent: Int, of count: Int, isSuspended: Bool) -> TransportError {
        TransportError(
            .timedOut,
            at: address,
            "\(address) accepted only \(sent) of \(count) bytes in time"
                + (isSuspended ? ", and has asked to suspend data." : "."),
            nextStep: "The board or its server does not read; reset the board, or restart the server."
        )
    }

    /// The server runs the port at another rate than requested.
    static func rate(_ address: TransportAddress, asked baud: Int, got: Int?) -> TransportError {
        TransportError(
            .unsupported,
            at: address,
            "\(address) cannot run at \(baud) baud" + (got.map { "; the server reports \($0)." } ?? "."),
            nextStep: "Choose a rate that the adapter supports, such as 115200."
        )
    }

    /// Another process of this host is connected there.
    static func busy(_ address: TransportAddress, holder: PortHolder?) -> TransportError {
        TransportError(
            .busy,
            at: address,
            holder.map { "\(address) is held by process \($0.pid) (\($0.command))." }
                ?? "\(address) is held by another process of this host.",
            nextStep: holder.map { "Stop that program, for example with `kill \($0.pid)`, and try again." }
                ?? "Wait until that process has finished.",
            systemError: EBUSY,
            holder: holder
        )
    }

    /// Another system error.
    static func system(_ address: TransportAddress, _ call: String, _ code: Int32) -> TransportError {
        TransportError(.system, at: address, "\(address): \(call): \(message(code)).", systemError: code)
    }

    private static func message(_ code: Int32) -> String {
        String(cString: strerror(code))
    }
}

extension TransportAddress {
    /// The host and port of a network address.
    var hostAndPort: (host: String, port: Int) {
        switch self {
        case .socket(let host, let port), .rfc2217(let host, let port): (host, port)
        case .terminal, .simulated: ("", 0)
        }
    }
}

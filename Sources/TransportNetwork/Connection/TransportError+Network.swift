import Glibc
import TransportCore

/// What a network's refusals mean for somebody whose board hangs on another machine, and what to do about each.
extension TransportError {
    /// No connection came about: `connect(2)` failed, or was given up with `ETIMEDOUT`.
    static func connecting(_ address: TransportAddress, _ code: Int32) -> TransportError {
        let (host, port) = address.hostAndPort
        switch code {
        case ECONNREFUSED:
            return TransportError(
                .noDevice,
                at: address,
                "Nothing listens on port \(port) of \(host): the connection was refused.",
                nextStep:
                    "Check on \(host) that the server of its serial ports runs: is ser2net listening on port \(port)?",
                systemError: code
            )
        case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, EADDRNOTAVAIL:
            return TransportError(
                .noDevice,
                at: address,
                "There is no way to \(host): \(message(code)).",
                nextStep: "Check that \(host) is on and that this host is on its network.",
                systemError: code
            )
        case ETIMEDOUT:
            return TransportError(
                .noDevice,
                at: address,
                "\(host) does not answer on port \(port).",
                nextStep: "Check that \(host) is on, and that no firewall drops what goes to its port \(port).",
                systemError: code
            )
        case EACCES, EPERM:
            return TransportError(
                .permissionDenied,
                at: address,
                "This host does not let this user connect to \(host).",
                nextStep: "Look at this host's firewall.",
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

    /// The name leads to no address.
    static func unknownHost(_ address: TransportAddress, _ reason: String) -> TransportError {
        TransportError(
            .noDevice,
            at: address,
            "The name \(address.hostAndPort.host) is not known: \(reason).",
            nextStep: "Check its spelling, or name the host by its address."
        )
    }

    /// The server said why it ends the connection.
    static func refused(_ address: TransportAddress, _ notice: ServerNotice) -> TransportError {
        switch notice {
        case .portInUse:
            TransportError(
                .busy,
                at: address,
                "The server at \(address) says that another client is connected.",
                nextStep:
                    "Wait until that one has ended; the server's host knows it: `ss -tnp` there shows connections."
            )
        case .deviceInUse:
            TransportError(
                .busy,
                at: address,
                "The server at \(address) says that its device is in use.",
                nextStep:
                    "End what uses it on the server's host; `sudo fuser -v` with the device's path names it there."
            )
        case .deviceNotOpened(let reason):
            TransportError(
                .noDevice,
                at: address,
                "The server at \(address) cannot open its device: \(reason).",
                nextStep: "Check cable and power of the board, and the device that the server's configuration names."
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
            nextStep: "Check that the board has power and that its server still runs, then run the command again.",
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

    /// The server sends telnet commands without end, and takes no answers to them.
    static func flooded(_ address: TransportAddress) -> TransportError {
        TransportError(
            .linkLost,
            at: address,
            "The server at \(address) sends telnet commands without end.",
            nextStep: "Check that it serves a serial port; restart it."
        )
    }

    /// The transport was used after `close()`.
    static func closed(_ address: TransportAddress) -> TransportError {
        TransportError(.linkLost, at: address, "\(address) was closed.")
    }

    /// The task that waited was cancelled.
    static func cancelled(_ address: TransportAddress) -> TransportError {
        TransportError(.cancelled, at: address, "Waiting for \(address) was cancelled.")
    }

    /// The deadline of a write passed.
    static func notTaken(_ address: TransportAddress, sent: Int, of count: Int, isSuspended: Bool) -> TransportError {
        TransportError(
            .timedOut,
            at: address,
            "\(address) took \(sent) of \(count) bytes in time"
                + (isSuspended ? ", and asks that nothing be sent." : "."),
            nextStep: "The board or its server does not read; reset the board, or restart the server."
        )
    }

    /// The server runs the port at another rate than it was asked for.
    static func rate(_ address: TransportAddress, asked baud: Int, got: Int?) -> TransportError {
        TransportError(
            .unsupported,
            at: address,
            "\(address) cannot run at \(baud) baud" + (got.map { "; the server says \($0)." } ?? "."),
            nextStep: "Choose a rate that the adapter has, such as 115200."
        )
    }

    /// Somebody on this host is connected there.
    static func busy(_ address: TransportAddress, holder: PortHolder?) -> TransportError {
        TransportError(
            .busy,
            at: address,
            holder.map { "\(address) is held by process \($0.pid) (\($0.command))." }
                ?? "\(address) is held by another process of this host.",
            nextStep: holder.map { "End that program, for example with `kill \($0.pid)`, and try again." }
                ?? "Wait until that process has ended.",
            systemError: EBUSY,
            holder: holder
        )
    }

    /// The system refused for a reason of its own.
    static func system(_ address: TransportAddress, _ call: String, _ code: Int32) -> TransportError {
        TransportError(.system, at: address, "\(address): \(call): \(message(code)).", systemError: code)
    }

    private static func message(_ code: Int32) -> String {
        String(cString: strerror(code))
    }
}

extension TransportAddress {
    /// Host and port of an address on the network.
    var hostAndPort: (host: String, port: Int) {
        switch self {
        case .socket(let host, let port), .rfc2217(let host, let port): (host, port)
        case .terminal, .simulated: ("", 0)
        }
    }
}

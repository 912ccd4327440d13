import Glibc
import TransportCore

/// What the system's errors mean for the user, and what to do about each.
extension TransportError {
    /// `open(2)` or a look at the path failed.
    /// - Parameter group: The group that can use the port, if there is one.
    static func opening(_ path: String, _ code: Int32, group: String? = nil) -> TransportError {
        switch code {
        case ENOENT, ENOTDIR, ELOOP:
            TransportError(
                .noDevice,
                path,
                "There is no \(path).",
                "Check the cable, the power and the name of the port.",
                code
            )
        case ENXIO, ENODEV, EIO:
            TransportError(
                .noDevice,
                path,
                "There is no device at \(path).",
                "Plug the board in again, and check the name of the port.",
                code
            )
        case EACCES, EPERM:
            TransportError(
                .permissionDenied,
                path,
                "This user does not have permission to open \(path).",
                group.map { "Join the group \($0) with `sudo usermod -aG \($0) $USER` and log in again." }
                    ?? "Give this user access, for example with a udev rule for the user who is logged in at this host.",
                code
            )
        case EBUSY:
            busy(path, holder: nil)
        case EMFILE, ENFILE:
            TransportError(
                .system,
                path,
                "\(path) cannot be opened: \(systemMessage(code)).",
                "Use fewer boards at once or raise the limit of open files (ulimit -n).",
                code
            )
        default:
            system(path, "open", code)
        }
    }

    /// Another process has the port.
    static func busy(_ path: String, holder: PortHolder?) -> TransportError {
        var error = TransportError(
            .busy,
            path,
            holder.map { "\(path) is held by process \($0.pid) (\($0.command))." }
                ?? "\(path) is held by another process.",
            holder.map { "Stop that program, for example with `kill \($0.pid)`, and try again." }
                ?? "Find that program with `sudo fuser -v \(path)` and stop it.",
            EBUSY
        )
        error.holder = holder
        return error
    }

    /// The path leads to something that has no line settings.
    static func notATerminal(_ path: String, _ kind: String) -> TransportError {
        TransportError(
            .notATerminal,
            path,
            "\(path) is \(kind), not a serial port.",
            "Name a serial port or pseudo terminal, such as /dev/ttyUSB0.",
            ENOTTY
        )
    }

    /// A read, write or setting failed on a port that was open.
    static func using(_ path: String, _ call: String, _ code: Int32) -> TransportError {
        switch code {
        case EIO, ENXIO, ENODEV, EPROTO, ESHUTDOWN, EPIPE: lost(path, code)
        default: system(path, call, code)
        }
    }

    /// The adapter was unplugged, or the board disconnected its USB console.
    static func lost(_ path: String, _ code: Int32? = nil) -> TransportError {
        TransportError(
            .linkLost,
            path,
            "\(path) has gone.",
            "Check cable and power; the port may come back under another name.",
            code
        )
    }

    /// The port was used after `close()`.
    static func closed(_ path: String) -> TransportError {
        TransportError(.linkLost, path, "\(path) was closed.", nil, nil)
    }

    /// The waiting task was cancelled.
    static func cancelled(_ path: String) -> TransportError {
        TransportError(.cancelled, path, "Waiting for \(path) was cancelled.", nil, nil)
    }

    /// The deadline of a write passed.
    static func notTaken(_ path: String, sent: Int, of count: Int) -> TransportError {
        TransportError(
            .timedOut,
            path,
            "\(path) accepted only \(sent) of \(count) bytes in time.",
            "The board or its adapter does not read; reset or replug it.",
            nil
        )
    }

    /// Output that must be sent before the rate changes was not sent.
    static func notSent(_ path: String, _ count: Int) -> TransportError {
        TransportError(
            .timedOut,
            path,
            "\(count) bytes are stuck in the output queue of \(path).",
            "The board or its adapter does not read; reset or replug it.",
            nil
        )
    }

    /// The driver set another rate than requested, or none.
    static func rate(_ path: String, asked baud: Int, got: Int?) -> TransportError {
        TransportError(
            .unsupported,
            path,
            "\(path) cannot run at \(baud) baud" + (got.map { "; the nearest possible rate is \($0)." } ?? "."),
            "Choose a rate that the adapter supports, such as 115200.",
            nil
        )
    }

    /// Another system error.
    static func system(_ path: String, _ call: String, _ code: Int32) -> TransportError {
        TransportError(.system, path, "\(path): \(call): \(systemMessage(code)).", nil, code)
    }

    private init(_ code: Code, _ path: String, _ message: String, _ nextStep: String?, _ systemError: Int32?) {
        self.init(code, at: .terminal(path: path), message, nextStep: nextStep, systemError: systemError)
    }
}

import Glibc

/// Where the lines of events go: a file, a pipe, or a descriptor that was inherited.
///
/// Each line goes out by one system call, at the end of a file, so that several runs can share one.
struct EventFile: Sendable {
    private let stream: TextStream

    /// Opens a file, which is made where there is none and else added to; `-` is standard output, `fd:N` a descriptor.
    init(_ path: String) throws(OutputError) {
        if let descriptor = Self.descriptor(in: path) {
            guard fcntl(descriptor, F_GETFL) >= 0 else { throw OutputError(errno: errno) }
            // What else this program starts has no business with it.
            if descriptor > STDERR_FILENO { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
            stream = TextStream(descriptor: descriptor)
            return
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OutputError(errno: errno) }
        stream = TextStream(descriptor: descriptor)
    }

    /// The descriptor that a text names; `nil` where it is a path.
    static func descriptor(in text: String) -> Int32? {
        if text == "-" { return STDOUT_FILENO }
        guard text.hasPrefix("fd:") else { return nil }
        return Int32(text.dropFirst(3)).flatMap { $0 >= 0 ? $0 : nil }
    }

    func write(_ line: EventLine) throws(OutputError) {
        try stream.write(line.bytes)
    }
}

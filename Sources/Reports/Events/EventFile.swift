import Glibc
package import TerminalUI

/// Where the lines of events go: a file, a pipe, or an inherited descriptor.
///
/// Each line is appended with one system call, so that several runs can share a file.
package struct EventFile: Sendable {
    private let stream: TextStream

    /// Opens a file for appending, created if needed; `-` is standard output, `fd:N` a descriptor.
    package init(_ path: String) throws(OutputError) {
        if let descriptor = Self.descriptor(in: path) {
            guard fcntl(descriptor, F_GETFL) >= 0 else { throw OutputError(errno: errno) }
            // Child processes must not inherit it.
            if descriptor > STDERR_FILENO { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
            stream = TextStream(descriptor: descriptor)
            return
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OutputError(errno: errno) }
        stream = TextStream(descriptor: descriptor)
    }

    /// The descriptor that a text names; `nil` if it is a path.
    package static func descriptor(in text: String) -> Int32? {
        if text == "-" { return STDOUT_FILENO }
        guard text.hasPrefix("fd:") else { return nil }
        return Int32(text.dropFirst(3)).flatMap { $0 >= 0 ? $0 : nil }
    }

    func write(_ line: EventLine) throws(OutputError) {
        try stream.write(line.bytes)
    }
}

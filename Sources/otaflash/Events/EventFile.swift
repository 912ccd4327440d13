import Glibc

/// Where the lines of events go: a file, a pipe, or standard output.
///
/// Each line goes out by one system call, at the end of a file, so that several runs can share one.
struct EventFile: Sendable {
    private let stream: TextStream

    /// Opens a file, which is made where there is none and else added to; `-` is standard output.
    init(_ path: String) throws(OutputError) {
        if path == "-" {
            stream = .standardOutput
            return
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OutputError(errno: errno) }
        stream = TextStream(descriptor: descriptor)
    }

    func write(_ line: EventLine) throws(OutputError) {
        try stream.write(line.bytes)
    }
}

import Glibc

/// Standard output or standard error.
package struct TextStream: Sendable, Hashable {
    package static let standardOutput = TextStream(descriptor: STDOUT_FILENO)
    package static let standardError = TextStream(descriptor: STDERR_FILENO)

    package let descriptor: Int32

    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    package var isTerminal: Bool {
        isatty(descriptor) == 1
    }

    /// The width of the terminal; `nil` if there is none or it is not known.
    package var columns: Int? { size.map { Int($0.ws_col) }.flatMap { $0 > 0 ? $0 : nil } }

    /// The height of the terminal; `nil` if there is none or it is not known.
    package var rows: Int? { size.map { Int($0.ws_row) }.flatMap { $0 > 0 ? $0 : nil } }

    private var size: winsize? {
        var size = winsize()
        return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
    }

    /// Writes all of a text.
    /// - Throws: `OutputError`, also if a reader has closed the stream.
    package func write(_ text: String) throws(OutputError) {
        try write(Array(text.utf8))
    }

    package func write(_ bytes: [UInt8]) throws(OutputError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&entry, 1, -1)
            } else if errno != EINTR {
                throw OutputError(errno: errno)
            }
        }
    }
}

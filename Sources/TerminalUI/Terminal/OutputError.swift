import Glibc

/// The error of a failed write.
package struct OutputError: Error, Hashable {
    package var errno: Int32

    package init(errno: Int32) {
        self.errno = errno
    }

    /// Whether the reader has closed the pipe, as `head` does; then there is nobody to report it to.
    package var isClosedPipe: Bool {
        errno == EPIPE
    }
}

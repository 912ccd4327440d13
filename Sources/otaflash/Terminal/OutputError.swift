import Glibc

/// The error of a failed write.
struct OutputError: Error, Hashable {
    var errno: Int32

    /// Whether the reader has closed the pipe, as `head` does; then there is nobody to report it to.
    var isClosedPipe: Bool {
        errno == EPIPE
    }
}

import Glibc

/// A result could not be written where it should go.
struct OutputError: Error, Hashable {
    var errno: Int32

    /// Whether the reader has gone, as `head` does; nobody is left to be told.
    var isClosedPipe: Bool {
        errno == EPIPE
    }
}

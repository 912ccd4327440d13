import Glibc

/// The three descriptors that a program starts with.
package enum StandardStreams {
    /// Opens those that are closed; otherwise a port could get one of their numbers, and messages would go to a board.
    ///
    /// Call this first. A placeholder cannot be used as a stream: a write to standard output fails with `EBADF`, as on a
    /// closed stream.
    package static func occupy() {
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
            // The lowest free number is this one.
            _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
}

import Glibc

/// The three descriptors that a program starts with.
public enum StandardStreams {
    /// Fills those that are closed, so that no port gets one of their numbers and a message is sent to a board.
    ///
    /// To be called first of all. What stands in for a stream cannot be used as one: a write to standard output fails with
    /// `EBADF`, as on one that is closed.
    public static func occupy() {
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
            // The lowest number that is free is this one.
            _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
}

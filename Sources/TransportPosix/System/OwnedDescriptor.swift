import Glibc

/// A file descriptor with one owner, closed exactly once: at the end of the owner's life.
public struct OwnedDescriptor: ~Copyable, Sendable {
    /// The number to hand to system calls; valid as long as the owner lives.
    public let raw: Int32

    /// Takes an open descriptor over from whoever opened it.
    public init(adopting raw: Int32) {
        self.raw = raw
    }

    deinit {
        close(raw)
    }
}

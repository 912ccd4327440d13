import Glibc

/// A file descriptor with one owner, closed exactly once: at the end of the owner's lifetime.
package struct OwnedDescriptor: ~Copyable, Sendable {
    /// The number for system calls; valid during the owner's lifetime.
    package let raw: Int32

    /// Takes ownership of an open descriptor.
    package init(adopting raw: Int32) {
        self.raw = raw
    }

    deinit {
        close(raw)
    }
}

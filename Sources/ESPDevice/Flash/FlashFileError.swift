import Glibc

/// Why a file cannot serve as a board's flash.
public struct FlashFileError: Error, Sendable, Hashable {
    /// What went wrong.
    public enum Code: Sendable, Hashable {
        /// The file cannot be opened or created.
        case open
        /// It cannot be read.
        case read
        /// It cannot be written.
        case write
        /// Its size in bytes is not a multiple of 4 KiB, or is below 64 KiB.
        case size(Int)
    }

    /// What went wrong, to switch on.
    public var code: Code
    /// The file.
    public var path: String
    /// The system's `errno`, if a system call failed.
    public var systemError: Int32?

    /// Makes an error from its facts.
    public init(_ code: Code, _ path: String, systemError: Int32? = nil) {
        self.code = code
        self.path = path
        self.systemError = systemError
    }
}

extension FlashFileError: CustomStringConvertible {
    /// The facts and the next step.
    public var description: String {
        switch code {
        case .open: "The flash file \(path) cannot be opened\(reason). Use a file that you can read and write."
        case .read: "The flash file \(path) cannot be read\(reason)."
        case .write: "The flash file \(path) cannot be written\(reason). Is the disk full?"
        case .size(let count):
            "The flash file \(path) has \(count) bytes; it must have a multiple of 4096 bytes, and at least 65536. "
                + "Use a complete dump of a flash chip, or a file that does not exist yet."
        }
    }

    private var reason: String {
        systemError.map { ": " + String(cString: strerror($0)) } ?? ""
    }
}

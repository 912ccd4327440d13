import Glibc

/// Why a file could not be a board's flash.
public struct FlashFileError: Error, Sendable, Hashable {
    /// What went wrong.
    public enum Code: Sendable, Hashable {
        /// The file could not be opened or made.
        case open
        /// It could not be read.
        case read
        /// It could not be written.
        case write
        /// It has so many bytes: not whole sectors of 4 KiB, or fewer than 64 KiB.
        case size(Int)
    }

    /// What went wrong; the one part to switch on.
    public var code: Code
    /// The file.
    public var path: String
    /// The system's `errno`, where a system call failed.
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
        case .open: "The flash file \(path) cannot be opened\(reason). Name a file that you may read and write."
        case .read: "The flash file \(path) cannot be read\(reason)."
        case .write: "The flash file \(path) cannot be written\(reason). Is the disk full?"
        case .size(let count):
            "The flash file \(path) has \(count) bytes; a flash chip has whole sectors of 4096 bytes, and at least 65536 "
                + "bytes. Name a whole dump of a flash chip, or a file that does not exist yet."
        }
    }

    private var reason: String {
        systemError.map { ": " + String(cString: strerror($0)) } ?? ""
    }
}

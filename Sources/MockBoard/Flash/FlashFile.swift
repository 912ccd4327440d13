import Glibc

/// The file that holds a flash chip's contents, byte for byte, so that it can be looked at while the board runs.
public final class FlashFile {
    /// Where it is.
    public let path: String
    private let descriptor: CInt

    /// Opens a file that exists.
    /// - Throws: `FlashFileError`.
    public init(opening path: String) throws(FlashFileError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw FlashFileError(.open, path, systemError: errno) }
    }

    /// Makes a new file of so many bytes, all FF.
    /// - Throws: `FlashFileError`, also where there is such a file already.
    public init(creating path: String, size: Int) throws(FlashFileError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CLOEXEC | O_CREAT | O_EXCL, 0o644)
        guard descriptor >= 0 else { throw FlashFileError(.open, path, systemError: errno) }
        try write([UInt8](repeating: 0xFF, count: size), at: 0)
    }

    deinit {
        close(descriptor)
    }

    /// Whether there is a file of that name.
    public static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// The whole contents.
    /// - Throws: `FlashFileError`; `size` where they are not whole sectors, or too few to hold a partition table.
    func read() throws(FlashFileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: FlashGeometry.block)
        while true {
            let count = pread(descriptor, &buffer, buffer.count, off_t(bytes.count))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FlashFileError(.read, path, systemError: errno) }
            guard count > 0 else { break }
            bytes += buffer.prefix(count)
        }
        guard bytes.count >= FlashGeometry.block, bytes.count.isMultiple(of: FlashGeometry.sector) else {
            throw FlashFileError(.size(bytes.count), path)
        }
        return bytes
    }

    /// Writes bytes at an offset.
    /// - Throws: `FlashFileError`.
    func write(_ bytes: some Collection<UInt8>, at offset: Int) throws(FlashFileError) {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset + bytes.count - rest.count))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FlashFileError(.write, path, systemError: errno) }
            rest = rest.dropFirst(count)
        }
    }
}

import Glibc

/// The file with the content of a flash chip, byte for byte, which can be inspected while the board runs.
package final class FlashFile {
    /// The path.
    package let path: String
    private let descriptor: CInt

    /// Opens an existing file.
    /// - Throws: `FlashFileError`.
    package init(opening path: String) throws(FlashFileError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw FlashFileError(.open, path, systemError: errno) }
    }

    /// Creates a file of `size` bytes, all FF.
    /// - Throws: `FlashFileError`, also if the file already exists.
    package init(creating path: String, size: Int) throws(FlashFileError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CLOEXEC | O_CREAT | O_EXCL, 0o644)
        guard descriptor >= 0 else { throw FlashFileError(.open, path, systemError: errno) }
        try write([UInt8](repeating: 0xFF, count: size), at: 0)
    }

    deinit {
        close(descriptor)
    }

    /// Whether the file exists.
    package static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// The complete content.
    /// - Throws: `FlashFileError`; `size` if it is not a multiple of the sector size, or too small for a partition
    ///   table.
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

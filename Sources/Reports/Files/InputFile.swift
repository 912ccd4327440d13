import Glibc
import TerminalUI

/// A file that is named on the command line; `-` is standard input.
package struct InputFile: Sendable, Hashable {
    /// No firmware and no script is longer: the largest flash chips of these boards hold 32 MiB.
    static let usualLimit = 64 * 1024 * 1024

    package let path: String
    package let limit: Int

    package init(_ path: String, limit: Int = usualLimit) {
        self.path = path
        self.limit = limit
    }

    /// Reads all of it.
    package func read() throws(InputFileError) -> [UInt8] {
        if path == "-" { return try read(from: STDIN_FILENO) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw InputFileError(path: path, reason: .system(errno)) }
        defer { close(descriptor) }
        return try read(from: descriptor)
    }

    /// Reads all of it, without a UTF-8 byte order mark, which Lua takes for an error.
    package func readLua() throws(InputFileError) -> [UInt8] {
        let bytes = try read()
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        return bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    }

    private func read(from descriptor: Int32) throws(InputFileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw InputFileError(path: path, reason: .system(errno)) }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw InputFileError(path: path, reason: .tooLong(limit: limit)) }
        }
    }
}

/// Why a file could not be read.
package struct InputFileError: Error, Hashable {
    package enum Reason: Hashable {
        case system(Int32)
        case tooLong(limit: Int)
    }

    package var path: String
    package var reason: Reason
}

extension InputFileError: CustomStringConvertible {
    package var description: String {
        let name = path == "-" ? "Standard input" : "“\(path)”"
        switch reason {
        case .system(let code): return "\(name) cannot be read: \(String(cString: strerror(code)))."
        case .tooLong(let limit): return "\(name) has more than \(Quantity.bytes(limit)); no firmware is that large."
        }
    }
}

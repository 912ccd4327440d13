import CTermios
import Glibc
import TransportPosix

/// A terminal that is opened as by another program, and closed with the last reference.
final class OpenFile {
    struct Refused: Error { var code: Int32 }

    let descriptor: OwnedDescriptor

    init(_ path: String) throws {
        let raw = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard raw >= 0 else { throw Refused(code: errno) }
        descriptor = OwnedDescriptor(adopting: raw)
    }

    /// Whether others are refused.
    var isExclusive: Bool {
        ctermios_is_exclusive(descriptor.raw) == 1
    }

    /// Refuses others from now on.
    func takeExclusively() throws {
        let result = ctermios_set_exclusive(descriptor.raw, true)
        guard result == 0 else { throw Refused(code: -result) }
    }

    /// Changes settings by glibc's own `tcsetattr`.
    func change(_ body: (inout termios) -> Void) throws {
        var settings = termios()
        guard tcgetattr(descriptor.raw, &settings) == 0 else { throw Refused(code: errno) }
        body(&settings)
        guard tcsetattr(descriptor.raw, TCSANOW, &settings) == 0 else { throw Refused(code: errno) }
    }

    /// The bytes that can be read now.
    func read() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = Glibc.read(descriptor.raw, &buffer, buffer.count)
        if count < 0, errno != EAGAIN { throw Refused(code: errno) }
        return Array(buffer.prefix(max(0, count)))
    }

    /// Writes what fits, and returns the number of bytes.
    func write(_ bytes: [UInt8]) -> Int {
        max(0, Glibc.write(descriptor.raw, bytes, bytes.count))
    }
}

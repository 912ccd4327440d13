import Glibc
import TransportPosix

/// A terminal as another program opens it, with raw settings.
final class MockConsole {
    struct Failure: Error {
        var call: String
        var code: Int32
    }

    private let descriptor: OwnedDescriptor

    /// - Parameter flags: control flags that are set as well, `CRTSCTS` for one.
    init(_ path: String, flags: tcflag_t = 0) throws {
        let raw = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard raw >= 0 else { throw Failure(call: "open", code: errno) }
        descriptor = OwnedDescriptor(adopting: raw)
        try change { settings in
            cfmakeraw(&settings)
            settings.c_cflag |= flags
        }
    }

    /// Changes the settings as `tcsetattr` does.
    func change(_ body: (inout termios) -> Void) throws {
        var settings = termios()
        guard tcgetattr(descriptor.raw, &settings) == 0 else { throw Failure(call: "tcgetattr", code: errno) }
        body(&settings)
        guard tcsetattr(descriptor.raw, TCSANOW, &settings) == 0 else {
            throw Failure(call: "tcsetattr", code: errno)
        }
    }

    /// Writes all of a text, waiting for room if necessary; `false` if that exceeds the limit.
    @discardableResult
    func write(_ text: some Collection<UInt8>, within limit: Duration = .seconds(20)) -> Bool {
        let end = ContinuousClock.now + limit
        var rest = Array(text)[...]
        while !rest.isEmpty, ContinuousClock.now < end {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor.raw, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else { isReady(POLLOUT, within: .milliseconds(100)) }
        }
        return rest.isEmpty
    }

    /// Reads until `text` has arrived, or nothing has arrived for a while.
    func read(until text: String = "\u{0}", within quiet: Duration = .seconds(5)) -> String {
        String(decoding: bytes(until: text, within: quiet), as: UTF8.self)
    }

    /// The same as bytes.
    func bytes(until text: String = "\u{0}", within quiet: Duration) -> [UInt8] {
        var said: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while said.firstRange(of: Array(text.utf8)) == nil, isReady(POLLIN, within: quiet) {
            let count = Glibc.read(descriptor.raw, &buffer, buffer.count)
            guard count > 0 else { break }
            said += buffer.prefix(count)
        }
        return said
    }

    @discardableResult
    private func isReady(_ event: Int32, within limit: Duration) -> Bool {
        var watch = pollfd(fd: descriptor.raw, events: Int16(event), revents: 0)
        return poll(&watch, 1, Int32(limit / .milliseconds(1))) > 0
    }
}

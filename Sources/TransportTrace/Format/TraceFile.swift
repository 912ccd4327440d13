import Glibc

/// A file of traces.
package struct TraceFile: Sendable, Hashable {
    /// Its path.
    package var path: String

    /// Names a file; nothing is read yet.
    package init(_ path: String) {
        self.path = path
    }

    /// Reads all traces of the file, each starting with a header.
    /// - Throws: `unreadable` with an `errno`; `malformed` with the line; `empty`.
    package func traces() throws(TraceFileError) -> [Trace] {
        var bytes = try bytes()
        // The byte order mark that some editors put at the start of a file.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(TraceSyntaxError) {
            let traces = try Trace.all(in: text)
            guard !traces.isEmpty else { throw TraceSyntaxError(.header, in: "", line: 1) }
            return traces
        } catch {
            throw TraceFileError(path: path, reason: text.isEmpty ? .empty : .malformed(error))
        }
    }

    /// Reads the last trace of the file, since a run adds its own at the end.
    package func last() throws(TraceFileError) -> Trace {
        guard let trace = try traces().last else { throw TraceFileError(path: path, reason: .empty) }
        return trace
    }

    private func bytes() throws(TraceFileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw TraceFileError(path: path, reason: .unreadable(errno)) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw TraceFileError(path: path, reason: .unreadable(errno)) }
            bytes += buffer[..<count]
        }
    }
}

/// Why a file of traces could not be read.
package struct TraceFileError: Error, Sendable, Hashable {
    /// What is wrong.
    package enum Reason: Sendable, Hashable {
        /// The system could not read it, with this `errno`.
        case unreadable(Int32)
        /// A line cannot be read.
        case malformed(TraceSyntaxError)
        /// There is no trace in it.
        case empty
    }

    /// The file.
    package var path: String
    /// What is wrong with it.
    package var reason: Reason

    /// Makes an error from its facts.
    package init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }
}

extension TraceFileError: CustomStringConvertible {
    /// The facts, in one line.
    package var description: String {
        switch reason {
        case .unreadable(let code): "“\(path)” cannot be read: \(String(cString: strerror(code)))."
        case .malformed(let error): "“\(path)” is not a trace. \(error)"
        case .empty: "“\(path)” contains no trace."
        }
    }
}

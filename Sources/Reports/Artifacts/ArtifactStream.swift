import Glibc
import TerminalUI

/// A file that grows during a run; writes are not buffered.
///
/// After a failed write nothing more is added, so that the file has no gap.
struct ArtifactStream: Sendable {
    let path: String
    private let stream: TextStream
    private var hasFailed = false

    /// Creates the file, which must not exist; a link in its place is not followed.
    init(_ path: String, mode: mode_t) throws(OutputError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw OutputError(errno: errno) }
        (self.path, stream) = (path, TextStream(descriptor: descriptor))
    }

    /// - Throws: `OutputError`, once.
    mutating func write(_ bytes: [UInt8]) throws(OutputError) {
        guard !hasFailed else { return }
        do throws(OutputError) {
            try stream.write(bytes)
        } catch {
            hasFailed = true
            throw error
        }
    }

    /// Closes the file; it must not be written to afterwards.
    func finish() {
        close(stream.descriptor)
    }
}

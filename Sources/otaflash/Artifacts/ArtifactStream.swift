import Glibc

/// A file that grows while a run lasts; each piece is in it as soon as it is written.
///
/// Nothing is added after a gap: what follows a failure is left out.
struct ArtifactStream: Sendable {
    let path: String
    private let stream: TextStream
    private var hasFailed = false

    /// Makes the file, which is not there yet; a link in its place is not followed.
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

    /// Closes the file; nothing may be written any more.
    func finish() {
        close(stream.descriptor)
    }
}

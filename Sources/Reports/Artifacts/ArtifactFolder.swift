import Glibc
import TerminalUI

/// The folder with the files about one board.
///
/// It is created when there is something to write. Files of the same names that an earlier run left in it are removed
/// then; other files stay. The first failure is kept, and the run continues.
struct ArtifactFolder: Sendable {
    let path: String
    /// The first file that could not be written.
    private(set) var failure: ResultFailure?
    private var streams: [ArtifactKind: ArtifactStream] = [:]
    private var written: Set<ArtifactKind> = []
    private var isPrepared = false
    private var isFinished = false

    init(_ path: String) {
        self.path = path
    }

    func path(of kind: ArtifactKind) -> String {
        "\(path)/\(kind.fileName)"
    }

    /// Appends to a growing file.
    mutating func append(_ bytes: [UInt8], to kind: ArtifactKind) {
        guard !isFinished else { return }
        noting(kind) { folder throws(OutputError) in
            if !folder.written.contains(kind) {
                folder.written.insert(kind)
                folder.streams[kind] = try ArtifactStream(folder.path(of: kind), mode: kind.mode)
            }
            try folder.streams[kind]?.write(bytes)
        }
    }

    mutating func append(_ text: String, to kind: ArtifactKind) {
        append(Array(text.utf8), to: kind)
    }

    /// Writes a file atomically.
    mutating func write(_ text: String, as kind: ArtifactKind) {
        guard !isFinished else { return }
        noting(kind) { folder throws(OutputError) in
            try AtomicFile(folder.path(of: kind)).write(text)
            folder.written.insert(kind)
        }
    }

    /// Closes the growing files.
    mutating func endStreams() {
        for stream in streams.values { stream.finish() }
        streams = [:]
    }

    /// The files that were written, in the order of their kinds.
    func files() -> [(kind: ArtifactKind, path: String)] {
        ArtifactKind.allCases.filter(written.contains).map { ($0, path(of: $0)) }
    }

    /// Closes the folder: nothing is written after this.
    /// - Returns: the files with their digests.
    mutating func finish(board: String) -> [Artifact] {
        endStreams()
        isFinished = true
        var artifacts: [Artifact] = []
        for (kind, path) in files() {
            noting(kind) { _ throws(OutputError) in
                let digest = try FileDigest.sha256(ofFile: path)
                artifacts.append(Artifact(board: board, kind: kind, path: path, sha256: digest))
            }
        }
        return artifacts
    }

    private mutating func noting(
        _ kind: ArtifactKind,
        _ body: (inout ArtifactFolder) throws(OutputError) -> Void
    ) {
        do throws(OutputError) {
            try prepare()
            try body(&self)
        } catch {
            failure = failure ?? ResultFailure("--artifacts", path(of: kind), error)
        }
    }

    private mutating func prepare() throws(OutputError) {
        guard !isPrepared else { return }
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw OutputError(errno: errno) }
        isPrepared = true
        for kind in ArtifactKind.allCases where unlink(path(of: kind)) != 0 && errno != ENOENT {
            // A file that is left from an earlier run would be taken for this run's.
            failure = failure ?? ResultFailure("--artifacts", path(of: kind), OutputError(errno: errno))
        }
    }
}

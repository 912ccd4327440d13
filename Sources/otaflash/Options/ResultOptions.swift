import ArgumentParser
import Glibc
import Reports
import TerminalUI
import TransportPosix

/// Which files to write about a run.
struct ResultOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Write the result as JUnit XML at the end of the run.", valueName: "file"),
        completion: .file(extensions: ["xml"])
    )
    var junit: String?

    @Option(
        help: ArgumentHelp(
            "Write the result as Prometheus metrics at the end of the run.",
            discussion: "The textfile collector of node_exporter reads files whose names end in .prom.",
            valueName: "file"
        ),
        completion: .file(extensions: ["prom"])
    )
    var metrics: String?

    @Option(
        help: ArgumentHelp(
            "Write events, the serial log, a trace, the slots and a report of each board to a folder.",
            discussion: "Each board has a subfolder, in which the files of an earlier run are replaced.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var artifacts: String?

    /// Refuses files that could not be written, before an hour of work.
    mutating func validate() throws {
        try Self.check(file: junit, of: "--junit")
        try Self.check(file: metrics, of: "--metrics")
        if let junit, let metrics, Self.place(of: junit) == Self.place(of: metrics) {
            throw ValidationError("--junit and --metrics cannot both be “\(junit)”.")
        }
        guard let artifacts else { return }
        guard access(artifacts, F_OK) == 0 else {
            // The folder itself is created; its parent must exist.
            return try Self.check(folder: Self.folder(of: artifacts), for: artifacts, of: "--artifacts")
        }
        try Self.check(folder: artifacts, for: artifacts, of: "--artifacts")
    }

    /// Creates the folder of the artifacts; `nil` if none are requested.
    /// - Parameter isRedacted: whether the image and the check stay out of the files.
    /// - Throws: `ValidationError` if the folder cannot be created.
    func recorder(_ context: RunContext, isRedacted: Bool = false) throws -> ArtifactRecorder? {
        guard let artifacts else { return nil }
        guard mkdir(artifacts, 0o777) == 0 || errno == EEXIST else {
            throw Self.refusal("--artifacts", artifacts, errno)
        }
        return ArtifactRecorder(directory: artifacts, facts: context.facts(isRedacted: isRedacted))
    }

    /// Writes all requested files about a run.
    /// - Parameter recorder: writes those about its boards.
    func reporter(_ recorder: ArtifactRecorder?) -> RunReporters {
        RunReporters([
            recorder,
            junit.map { path in
                DocumentReporter("--junit", path: path) { JUnitReport($0, host: HostName.current).text }
            },
            metrics.map { path in DocumentReporter("--metrics", path: path) { MetricsReport($0).text } },
        ])
    }

    // MARK: Checks

    private static func check(file: String?, of option: String) throws {
        guard let file else { return }
        guard file != "-" else { throw ValidationError("\(option) takes a file; standard output is for the result.") }
        let target = FileSystem.resolved(file) ?? file
        var status = stat()
        if stat(target, &status) == 0 {
            switch status.st_mode & S_IFMT {
            case S_IFREG: break
            case S_IFDIR: throw refusal(option, file, EISDIR)
            default: throw ValidationError("\(option): “\(file)” is not a regular file and cannot be replaced.")
            }
        }
        try check(folder: folder(of: target), for: file, of: option)
    }

    private static func check(folder: String, for path: String, of option: String) throws {
        var status = stat()
        guard stat(folder, &status) == 0 else { throw refusal(option, path, errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw refusal(option, path, ENOTDIR) }
        guard access(folder, W_OK | X_OK) == 0 else { throw refusal(option, path, errno) }
    }

    private static func refusal(_ option: String, _ path: String, _ code: Int32) -> ValidationError {
        ValidationError("\(option): “\(path)” cannot be written: \(String(cString: strerror(code))).")
    }

    /// The parent folder of a path.
    private static func folder(of path: String) -> String {
        let path = path.count > 1 && path.hasSuffix("/") ? path.dropLast() : path[...]
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A text that is the same for all paths to one file.
    private static func place(of file: String) -> String {
        if let resolved = FileSystem.resolved(file) { return resolved }
        let name = file.split(separator: "/").last ?? ""
        return "\(FileSystem.resolved(folder(of: file)) ?? "")/\(name)"
    }
}

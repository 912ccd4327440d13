/// Lock files of `minicom`, `pppd` and others that name the process that uses a port (Filesystem Hierarchy Standard 3.0,
/// 5.9): `LCK..ttyUSB0`, with the process ID.
struct LockFiles: Sendable {
    private let folders: [String]

    /// Makes a reader of the lock files in some folders.
    init(in folders: [String]) {
        self.folders = folders
    }

    /// The processes that claim a port in a lock file; they may not be running any more.
    func owners(of path: String) -> [Int] {
        let names = Set(([path] + FileSystem.trail(from: path)).flatMap(Self.names))
        return folders.flatMap { folder in names.sorted().compactMap { Self.process(in: "\(folder)/LCK..\($0)") } }
    }

    /// A port's names in lock files: its last path component, or all components below `/dev`.
    private static func names(_ path: String) -> [String] {
        let parts = path.split(separator: "/")
        guard let last = parts.last else { return [] }
        return [String(last)] + (parts.first == "dev" ? [parts.dropFirst().joined(separator: "_")] : [])
    }

    /// Ten digits and a newline, sometimes followed by more; old programs write a binary number.
    private static func process(in file: String) -> Int? {
        guard let bytes = FileSystem.contents(of: file, upTo: 64) else { return nil }
        let words = String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace }
        if let number = words.first.flatMap({ Int($0) }) { return number > 0 ? number : nil }
        guard bytes.count == 4 else { return nil }
        let number = bytes.enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
        return number > 0 ? number : nil
    }
}

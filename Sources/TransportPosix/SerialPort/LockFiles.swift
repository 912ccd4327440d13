/// Files that say which process uses a port, as `minicom`, `pppd` and others leave them (Filesystem Hierarchy Standard 3.0,
/// 5.9): `LCK..ttyUSB0`, with the number of the process.
struct LockFiles: Sendable {
    private let folders: [String]

    /// Looks in some folders.
    init(in folders: [String]) {
        self.folders = folders
    }

    /// The processes that say that they use a port; whether they still run is not looked at.
    func owners(of path: String) -> [Int] {
        let names = Set(([path] + FileSystem.trail(from: path)).flatMap(Self.names))
        return folders.flatMap { folder in names.sorted().compactMap { Self.process(in: "\(folder)/LCK..\($0)") } }
    }

    /// What a port is called there: by its last name, or by all of them below `/dev`.
    private static func names(_ path: String) -> [String] {
        let parts = path.split(separator: "/")
        guard let last = parts.last else { return [] }
        return [String(last)] + (parts.first == "dev" ? [parts.dropFirst().joined(separator: "_")] : [])
    }

    /// Ten digits and a newline, sometimes more behind them; programs of old write the number itself.
    private static func process(in file: String) -> Int? {
        guard let bytes = FileSystem.contents(of: file, upTo: 64) else { return nil }
        let words = String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace }
        if let number = words.first.flatMap({ Int($0) }) { return number > 0 ? number : nil }
        guard bytes.count == 4 else { return nil }
        let number = bytes.enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
        return number > 0 ? number : nil
    }
}

import Fleet
import FoundationEssentials
import Glibc
import Reports
import TransportPosix

/// The file that counts the failures of a bench's boards.
struct FailureFile: Sendable, Hashable {
    let path: String

    init(path: String) {
        self.path = path
    }

    /// The file of this user for an inventory, `$XDG_STATE_HOME/otaflash/bench-1a2b3c4d5e6f7081.json`; the number is a
    /// hash of the inventory's absolute path.
    init(inventory: String, environment: [String: String]) {
        let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let folder = state ?? (environment["HOME"] ?? "/tmp") + "/.local/state"
        let file = URL(filePath: inventory).standardizedFileURL
        // FNV-1a: one inventory, one file.
        let number = file.path.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let name = file.deletingPathExtension().lastPathComponent.prefix(40)
        self.init(path: "\(folder)/otaflash/\(name)-\(String(number, radix: 16)).json")
    }

    /// The counts so far; empty if there is no such file yet.
    /// - Throws: `FailureFileError` if the file exists and cannot be read.
    func read() throws(FailureFileError) -> FailureRecord {
        guard access(path, F_OK) == 0 else { return FailureRecord() }
        guard let bytes = FileSystem.contents(of: path, upTo: 1 << 20),
            let record = try? JSONDecoder().decode(FailureRecord.self, from: Data(bytes))
        else { throw FailureFileError(path: path, reason: "has the wrong format") }
        return record
    }

    /// Creates the folder, so that a run fails early if the file cannot be written.
    func makeFolder() throws(FailureFileError) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw FailureFileError(path: path, reason: "cannot be written")
        }
    }

    /// Adds the outcomes of boards to the counts, which other runs may have changed in the meantime.
    /// - Returns: all counts.
    @discardableResult
    func add(_ outcomes: [BoardOutcome]) throws(FailureFileError) -> FailureRecord {
        try makeFolder()
        let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0, flock(lock, LOCK_EX) == 0 else {
            throw FailureFileError(path: path, reason: "cannot be written")
        }
        defer { close(lock) }
        var record = try read()
        for outcome in outcomes { record.note(outcome) }
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            try AtomicFile(path).write(Array(try encoder.encode(record)) + [0x0A])
            return record
        } catch {
            throw FailureFileError(path: path, reason: "cannot be written")
        }
    }
}

/// Why failures could not be counted.
struct FailureFileError: Error, Hashable, CustomStringConvertible {
    var path: String
    var reason: String

    var description: String { "The failure record “\(path)” \(reason)." }
}

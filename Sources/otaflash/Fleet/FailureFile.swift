import Bench
import FoundationEssentials
import Glibc
import TransportPosix

/// The file in which the failures of a bench's boards are counted.
struct FailureFile: Sendable, Hashable {
    let path: String

    init(path: String) {
        self.path = path
    }

    /// The file of this user for an inventory: `$XDG_STATE_HOME/otaflash/%home%me%bench.toml.json`.
    init(inventory: String, environment: [String: String]) {
        let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let folder = state ?? (environment["HOME"] ?? "/tmp") + "/.local/state"
        let whole = URL(filePath: inventory).standardizedFileURL.path
        self.init(path: "\(folder)/otaflash/\(whole.split(separator: "/").joined(separator: "%")).json")
    }

    /// What was counted; nothing where there is no such file yet.
    /// - Throws: `FailureFileError` where it is there and cannot be read.
    func read() throws(FailureFileError) -> FailureRecord {
        guard access(path, F_OK) == 0 else { return FailureRecord() }
        guard let bytes = FileSystem.contents(of: path, upTo: 1 << 20),
            let record = try? JSONDecoder().decode(FailureRecord.self, from: Data(bytes))
        else { throw FailureFileError(path: path, reason: "is no record of failures") }
        return record
    }

    /// Adds what became of boards to what is counted.
    ///
    /// The file is read again, since another run may have written it meanwhile.
    func add(_ outcomes: [BoardOutcome]) throws(FailureFileError) {
        var record = try read()
        for outcome in outcomes { record.note(outcome) }
        do {
            try FileManager.default.createDirectory(
                atPath: URL(filePath: path).deletingLastPathComponent().path,
                withIntermediateDirectories: true
            )
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            try AtomicFile(path).write(Array(try encoder.encode(record)) + [0x0A])
        } catch {
            throw FailureFileError(path: path, reason: "cannot be written")
        }
    }
}

/// Why failures could not be counted.
struct FailureFileError: Error, Hashable, CustomStringConvertible {
    var path: String
    var reason: String

    var description: String { "The record of failures “\(path)” \(reason)." }
}

import Glibc

/// Which process holds a lock on which file, from `/proc/locks`, which also shows processes of other users.
struct LockTable: Sendable {
    /// A file as the table names it.
    struct File: Hashable, Sendable, CustomStringConvertible {
        private let name: Substring

        var description: String { String(name) }

        /// The file that a path leads to; `nil` if it does not exist.
        init?(path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            let device = DeviceNumber(status.st_dev)
            name = "\(Self.hexadecimal(device.major)):\(Self.hexadecimal(device.minor)):\(status.st_ino)"[...]
        }

        fileprivate init(_ name: Substring) {
            self.name = name
        }

        private static func hexadecimal(_ number: UInt64) -> String {
            (number < 16 ? "0" : "") + String(number, radix: 16)
        }
    }

    private var holders: [File: Int] = [:]

    /// Parses the table's text; unknown lines are skipped.
    init(parsing text: String) {
        // 1: FLOCK  ADVISORY  WRITE 3479 00:1a:4 0 EOF
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            // A process outside this container has no process ID here.
            guard words.count >= 6, words[1] == "FLOCK", let pid = Int(words[4]), pid > 0 else { continue }
            holders[File(words[5])] = pid
        }
    }

    /// The process that locked a file with `flock`.
    func holder(of file: File) -> Int? {
        holders[file]
    }
}

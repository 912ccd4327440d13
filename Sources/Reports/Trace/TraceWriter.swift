import Glibc
package import LuaREPL
import Synchronization
package import TerminalUI
package import TransportTrace

/// Appends the trace of one run to a file, each record with one system call.
///
/// If the file can no longer be written, the run continues: a warning is printed once, and nothing is added after the
/// gap.
package final class TraceWriter: Sendable {
    private let path: String
    private let stream: TextStream
    private let console: Console
    private let hasFailed = Mutex(false)

    /// Opens the file and writes the header.
    /// - Throws: `OutputError`, also if the header cannot be written.
    package init(file: String, token: DialogueToken, console: Console) throws(OutputError) {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw OutputError(errno: errno) }
        (path, stream, self.console) = (file, TextStream(descriptor: descriptor), console)
        // A trace that was cut off may lack its last newline.
        let separator = lseek(descriptor, 0, SEEK_END) > 0 ? "\n" : ""
        do throws(OutputError) {
            try stream.write("\(separator)\(TraceHeader(token: token.digits))\n# otaflash \(ToolVersion.text)\n")
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit {
        close(stream.descriptor)
    }

    package func write(_ record: TraceRecord) {
        hasFailed.withLock { hasFailed in
            guard !hasFailed else { return }
            do throws(OutputError) {
                try stream.write("\(record)\n")
            } catch {
                hasFailed = true
                let reason = String(cString: strerror(error.errno))
                console.tell(["Warning: The trace in “\(path)” ends here: \(reason). The run continues."])
            }
        }
    }
}

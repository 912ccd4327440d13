import Glibc
import LuaREPL
import TerminalUI

/// Why a file about a run is missing or incomplete.
struct ResultFailure: Error, Sendable, Hashable {
    /// The option that asked for it, `--junit`.
    var option: String
    /// The file or folder.
    var path: String
    /// The error of the system.
    var cause: OutputError

    init(_ option: String, _ path: String, _ cause: OutputError) {
        (self.option, self.path, self.cause) = (option, path, cause)
    }
}

extension ResultFailure: CustomStringConvertible {
    /// The facts in a sentence.
    var description: String {
        "\(option): “\(path.printable)” could not be written: \(String(cString: strerror(cause.errno)))."
    }
}

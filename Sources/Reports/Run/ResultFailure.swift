import Glibc
import LuaREPL
package import TerminalUI

/// Why a file about a run is missing or incomplete.
package struct ResultFailure: Error, Sendable, Hashable {
    /// The option that asked for it, `--junit`.
    package var option: String
    /// The file or folder.
    package var path: String
    /// The error of the system.
    package var cause: OutputError

    package init(_ option: String, _ path: String, _ cause: OutputError) {
        (self.option, self.path, self.cause) = (option, path, cause)
    }
}

extension ResultFailure: CustomStringConvertible {
    /// The facts in a sentence.
    package var description: String {
        "\(option): “\(path.printable)” could not be written: \(String(cString: strerror(cause.errno)))."
    }
}

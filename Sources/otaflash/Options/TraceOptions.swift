public import ArgumentParser
import Glibc
public import LuaREPL
import Reports
import TerminalUI

/// Whether and how to trace the traffic over the port.
struct TraceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Append the traffic over the port to a file, one record per line, to read or replay.",
            discussion: "A new file is created with mode 0600. Probing for a port is not traced.",
            valueName: "file"
        ),
        completion: .file()
    )
    var trace: String?

    @Flag(help: "Replace the image, the check and the Lua of exec in the trace by their lengths.")
    var traceRedact = false

    @Option(
        help: ArgumentHelp(
            "The token that marks the board's answers, six hexadecimal digits. Random by default.",
            discussion: "A replay needs the token of its trace.",
            valueName: "hex"
        )
    )
    var token: DialogueToken?

    mutating func validate() throws {
        guard trace != "-" else { throw ValidationError("--trace takes a file; standard output is for the result.") }
        guard !traceRedact || trace != nil else { throw ValidationError("--trace-redact needs --trace.") }
    }

    /// The token that was given, or a random one.
    func drawToken() -> DialogueToken {
        var generator = SystemRandomNumberGenerator()
        return token ?? DialogueToken(using: &generator)
    }

    /// Opens the file; `nil` if no trace is requested.
    /// - Throws: `ValidationError` if the file cannot be written.
    func writer(_ token: DialogueToken, console: Console) throws -> TraceWriter? {
        guard let trace else { return nil }
        do throws(OutputError) {
            return try TraceWriter(file: trace, token: token, console: console)
        } catch {
            throw ValidationError("--trace: “\(trace)” cannot be written: \(String(cString: strerror(error.errno))).")
        }
    }
}

extension DialogueToken: ExpressibleByArgument {
    /// Reads six hexadecimal digits in lower case.
    public init?(argument: String) {
        self.init(argument)
    }
}

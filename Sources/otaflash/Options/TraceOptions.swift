public import ArgumentParser
import Glibc
public import LuaREPL

/// What is written down of what goes over the port.
struct TraceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Add what goes over the port to a file, one record a line, to be read or replayed.",
            discussion: "A new file can be read by its owner only. Probing for a port is not in it.",
            valueName: "file"
        ),
        completion: .file()
    )
    var trace: String?

    @Flag(help: "Leave the image, the check and the Lua of exec out of the trace: only their lengths are told.")
    var traceRedact = false

    @Option(
        help: ArgumentHelp(
            "The word that marks the board's answers, six hexadecimal digits; a random one without it.",
            discussion: "A replay needs the word of its trace.",
            valueName: "hex"
        )
    )
    var token: DialogueToken?

    mutating func validate() throws {
        guard trace != "-" else { throw ValidationError("--trace takes a file; standard output is for the result.") }
        guard !traceRedact || trace != nil else { throw ValidationError("--trace-redact is for --trace.") }
    }

    /// The token that was given, or one that is drawn.
    func drawToken() -> DialogueToken {
        var generator = SystemRandomNumberGenerator()
        return token ?? DialogueToken(using: &generator)
    }

    /// Opens the file; `nil` where no trace is wanted.
    /// - Throws: `ValidationError` where the file cannot be written.
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

import ArgumentParser
import OTAUpgrade
import Reports

/// What the new firmware must prove before it is accepted.
struct CheckOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Lua that must return true on the new firmware: an expression, or a chunk with return.",
            discussion: "If it does not, the board goes back to the old firmware.",
            valueName: "lua"
        )
    )
    var check: String?

    @Option(help: ArgumentHelp("The check from a file; - is standard input.", valueName: "file"), completion: .file())
    var checkFile: String?

    @Option(help: ArgumentHelp("How long the check may take.", valueName: "seconds"))
    var checkTimeout = Seconds(30)

    mutating func validate() throws {
        guard check == nil || checkFile == nil else {
            throw ValidationError("--check and --check-file cannot be combined.")
        }
    }

    /// - Throws: `ValidationError` if the file cannot be read.
    func apply(to options: inout UpgradeOptions) throws {
        options.checkTimeout = checkTimeout.duration
        options.check = check.map { Array($0.utf8) }
        guard let checkFile else { return }
        do {
            options.check = try InputFile(checkFile).readLua()
        } catch {
            throw ValidationError("--check-file: \(error)")
        }
    }
}

import ArgumentParser

@testable import otaflash

extension Otaflash {
    /// Parses a command line with the options that the environment adds.
    /// - Parameter note: receives notes for the user that are not errors.
    static func parse(
        _ arguments: [String],
        environment: [String: String],
        note: (String) -> Void = { _ in }
    ) throws -> any ParsableCommand {
        try parseAsRoot(completed(arguments, environment: environment, note: note))
    }
}

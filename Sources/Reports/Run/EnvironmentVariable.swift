/// The environment variables that set options: `OTAFLASH_CONNECT_TIMEOUT` is `--connect-timeout`.
package enum EnvironmentVariable {
    package static let prefix = "OTAFLASH_"

    /// The variable of an option, by its long name without dashes.
    package static func name(ofOption name: String) -> String {
        prefix + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
    }
}

import ArgumentParser

/// Which inventory to use.
struct InventoryOptions: ParsableArguments {
    @Argument(help: "The inventory; the same as --inventory.", completion: .file(extensions: ["toml"]))
    var file: String?

    @Option(
        help: ArgumentHelp("The inventory, if it is not given as the argument.", valueName: "file"),
        completion: .file(extensions: ["toml"])
    )
    var inventory: String?

    /// The file; `nil` if none is named.
    ///
    /// The argument takes precedence: the option may come from the environment.
    var path: String? { file ?? inventory }

    /// The file.
    /// - Throws: `ValidationError` if none is named; not checked while parsing, since the environment may name it.
    func requiredFile() throws -> String {
        guard let path else { throw ValidationError("No inventory given. Name its file, or set OTAFLASH_INVENTORY.") }
        return path
    }
}

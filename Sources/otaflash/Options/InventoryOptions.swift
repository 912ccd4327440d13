import ArgumentParser

/// Which inventory is meant.
struct InventoryOptions: ParsableArguments {
    @Argument(help: "The file; --inventory says the same.", completion: .file(extensions: ["toml"]))
    var file: String?

    @Option(
        help: ArgumentHelp("The file, where it is not given as the argument.", valueName: "file"),
        completion: .file(extensions: ["toml"])
    )
    var inventory: String?

    /// The file; `nil` where none is named.
    ///
    /// The argument counts more: the option may come from the environment.
    var path: String? { file ?? inventory }

    /// The file.
    /// - Throws: `ValidationError` where none is named; not while parsing, since the environment may name it.
    func requiredFile() throws -> String {
        guard let path else { throw ValidationError("Which inventory? Name its file, or set OTAFLASH_INVENTORY.") }
        return path
    }
}

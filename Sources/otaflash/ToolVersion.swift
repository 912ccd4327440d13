/// The version of the tool, as `--version` prints it.
enum ToolVersion {
    static let text = "0.1.0"
}

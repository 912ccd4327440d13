/// Why a board's power was not switched.
public struct PowerHookError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The hook's command.
    public var command: String
    /// Why it failed.
    public var reason: String

    /// Makes an error from its facts.
    public init(command: String, reason: String) {
        self.command = command
        self.reason = reason
    }

    /// The facts in a sentence.
    public var description: String { "The power hook “\(command)” failed: \(reason)." }
}

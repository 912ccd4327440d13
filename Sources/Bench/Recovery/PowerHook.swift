import Subprocess

/// A command of this host that switches a board's power.
///
/// It runs in a shell with two more arguments, a verb and the board's name: `COMMAND cycle esp1`. Its standard output and
/// error are not shown.
public struct PowerHook: Sendable, Hashable {
    /// What the hook is asked to do.
    public enum Verb: String, Sendable, Hashable, CaseIterable {
        /// Take the power away.
        case off
        /// Give it back.
        case on
        /// Both, with a pause that is long enough.
        case cycle
    }

    /// The command.
    public var command: String

    /// Makes a hook.
    public init(_ command: String) {
        self.command = command
    }

    /// Runs the command and waits for its end; cancelling the task ends the command.
    /// - Throws: `PowerHookError`.
    public func run(_ verb: Verb, board: String) async throws(PowerHookError) {
        let status: TerminationStatus
        let complaint: String
        do {
            let record = try await Subprocess.run(
                .name("sh"),
                // The command's own arguments stand before those of the hook.
                arguments: ["-c", "\(command) \"$@\"", "power-hook", verb.rawValue, board],
                input: .none,
                output: .discarded,
                error: .string(limit: 4096)
            )
            (status, complaint) = (record.terminationStatus, record.standardError)
        } catch {
            throw PowerHookError(command: command, reason: "\(error)")
        }
        guard status != .exited(0) else { return }
        let lastLine = complaint.split(separator: "\n").last.map { ": \($0)" } ?? ""
        throw PowerHookError(command: command, reason: "\(status.words)\(lastLine)")
    }
}

extension TerminationStatus {
    fileprivate var words: String {
        switch self {
        case .exited(let code): "it ended with status \(code)"
        case .signaled(let signal): "signal \(signal) ended it"
        }
    }
}

import Subprocess

/// A command on this host that switches a board's power.
///
/// It runs in a shell with two extra arguments, a verb and the board's name: `COMMAND cycle esp1`. Its standard output is
/// discarded; if it fails, the error includes the last line of its standard error.
public struct PowerHook: Sendable, Hashable {
    /// What the hook has to do.
    public enum Verb: String, Sendable, Hashable, CaseIterable {
        /// Switch the power off.
        case off
        /// Switch the power on.
        case on
        /// Switch the power off and on, with a long enough pause.
        case cycle
    }

    /// The command.
    public var command: String

    /// Makes a hook.
    public init(_ command: String) {
        self.command = command
    }

    /// Runs the command and waits until it exits.
    ///
    /// A started command runs to its end even if the task is cancelled, since a board must not be left without power.
    /// - Parameter limit: The time limit; after that, its shell is terminated.
    /// - Throws: `PowerHookError`.
    public func run(_ verb: Verb, board: String, within limit: Duration = .seconds(60)) async throws(PowerHookError) {
        let work = Task { try await start(verb, board) }
        let timer = Task {
            try await Task.sleep(for: limit)
            work.cancel()
        }
        let ending: (status: TerminationStatus, complaint: String)
        do {
            ending = try await work.value
        } catch {
            timer.cancel()
            throw PowerHookError(command: command, reason: "\(error)")
        }
        timer.cancel()
        if (try? await timer.value) != nil {
            throw PowerHookError(command: command, reason: "it did not finish within \(limit)")
        }
        guard ending.status != .exited(0) else { return }
        let complaint = ending.complaint.isEmpty ? "" : ": \(ending.complaint)"
        throw PowerHookError(command: command, reason: "\(ending.status.words)\(complaint)")
    }

    private func start(_ verb: Verb, _ board: String) async throws -> (TerminationStatus, String) {
        let record = try await Subprocess.run(
            .name("sh"),
            // The command's own arguments come before those of the hook.
            arguments: ["-c", "\(command) \"$@\"", "power-hook", verb.rawValue, board],
            input: .none,
            output: .discarded,
            error: .sequence
        ) { execution in
            var last = ""
            for try await line in execution.standardError.strings() { last = line }
            return String(last.prefix { !$0.isNewline })
        }
        return (record.terminationStatus, record.closureResult)
    }
}

extension TerminationStatus {
    fileprivate var words: String {
        switch self {
        case .exited(let code): "it exited with status \(code)"
        case .signaled(let signal): "signal \(signal) terminated it"
        }
    }
}

import Fleet
import OTAUpgrade
import Reports
import TerminalUI
import TransportCore
import TransportTrace

/// One task on one board.
struct BoardTask<Value: Sendable>: Sendable {
    typealias Outcome = TaskOutcome<Value>

    var ports: PortSearch
    /// Whether a redacted trace only counts the bytes that are sent.
    var isConfidential = false
    /// The command line of the run; `nil` if it cannot be repeated.
    var retry: RetryCommand?
    var body: @Sendable (BoardConnection) async throws(UpgradeError) -> Value

    /// Finds the board, runs the task and closes the port; the first signal cancels it.
    func run(in context: RunContext) async -> Outcome {
        var task = self
        // Standard input cannot be read again.
        if !context.arguments.contains("-") { task.retry = context.retryCommand }
        let signals = context.signals
        var outcome = await signals.cancelling { [task] in await task.run() }
        outcome.error = (outcome.error?.naming(signals.received)).map(outcome.advice.completing)
        outcome.exitStatus = outcome.error.map { ExitStatus($0.code, signal: signals.received) } ?? .ok
        return outcome
    }

    /// Finds the board, runs the task and closes the port.
    func run() async -> Outcome {
        var outcome = Outcome(advice: advice(at: nil))
        do throws(UpgradeError) {
            let connector = try await ports.connector()
            outcome.port = connector.address
            outcome.advice = advice(at: connector.address)
            if isConfidential, ports.isRedacted { (connector as? TracingConnector)?.withhold() }
            outcome.value = try await BoardConnection.withBoard(connector, token: ports.token) {
                board throws(UpgradeError) in
                try await ask(board)
            }
        } catch {
            outcome.error = outcome.advice.completing(error.namingHolder(of: outcome.port))
        }
        return outcome
    }

    private func advice(at found: TransportAddress?) -> Advice {
        var advice = ports.advice(at: found)
        advice.retry = retry
        return advice
    }

    private func ask(_ board: BoardConnection) async throws(UpgradeError) -> Value {
        do {
            let value = try await body(board)
            await warn(board)
            return value
        } catch {
            await warn(board)
            throw error
        }
    }

    private func warn(_ board: BoardConnection) async {
        if await board.lacksLineControl { ports.console.note("Warning: \(UpgradeWarning.noLineControl)") }
    }
}

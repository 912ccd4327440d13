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
    var body: @Sendable (BoardConnection) async throws(UpgradeError) -> Value

    /// Finds the board, runs the task and closes the port; the first signal cancels it.
    func run(_ signals: SignalWatch) async -> Outcome {
        var outcome = await signals.cancelling { await run() }
        outcome.error = (outcome.error?.naming(signals.received)).map(commands(outcome.port).spellingOut)
        outcome.exitStatus = outcome.error.map { ExitStatus($0.code, signal: signals.received) } ?? .ok
        return outcome
    }

    /// Finds the board, runs the task and closes the port.
    func run() async -> Outcome {
        var outcome = Outcome()
        do throws(UpgradeError) {
            let connector = try await ports.connector()
            outcome.port = connector.address
            if isConfidential, ports.isRedacted { (connector as? TracingConnector)?.withhold() }
            outcome.value = try await BoardConnection.withBoard(connector, token: ports.token) {
                board throws(UpgradeError) in
                try await ask(board)
            }
        } catch {
            outcome.error = commands(outcome.port).spellingOut(error.namingHolder(of: outcome.port))
        }
        return outcome
    }

    /// The commands to type for this board.
    private func commands(_ found: TransportAddress?) -> BoardCommands { ports.commands(at: found) }

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

/// A run in a task of its own: its events as they happen, and its result.
///
/// - No event is lost: unread events wait in the stream, so a reader can start late, be slow or stop
///   without delaying the run.
/// - `events` ends when the run has ended; `outcome` is then available at once. The stream has one reader.
/// - The run ends when it is finished or cancelled; releasing this value does not end it.
public struct RunningUpgrade<Event: Sendable, Outcome: Sendable>: Sendable {
    /// What happens, in order, from the start of the run to its end.
    public let events: AsyncStream<Event>
    private let task: Task<Outcome, Never>

    /// Starts a run.
    /// - Parameter run: Does the work, passes each event to its argument, and ends early if its task is cancelled.
    public init(_ run: @escaping @Sendable (_ report: @escaping @Sendable (Event) -> Void) async -> Outcome) {
        let (events, continuation) = AsyncStream.makeStream(of: Event.self)
        self.events = events
        task = Task {
            defer { continuation.finish() }
            return await run { continuation.yield($0) }
        }
    }

    /// The result of the run; waits until the run has ended.
    ///
    /// Cancelling the waiting task cancels the run. The result is then that of the cancelled run, and the port has been
    /// restored.
    public var outcome: Outcome {
        get async {
            await withTaskCancellationHandler {
                await task.value
            } onCancel: {
                task.cancel()
            }
        }
    }

    /// Shuts the run down cleanly without waiting for its end; to wait, use `outcome`.
    public func cancel() {
        task.cancel()
    }
}

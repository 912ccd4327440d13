/// A run that goes on in a task of its own: its events as they happen, and what it came to.
///
/// - No event is lost: those that nobody has read yet wait in the stream, so a reader may come late, be slow or stop
///   without holding the run up.
/// - `events` ends when the run has ended, and then `outcome` is there at once. The stream has one reader.
/// - The run ends by itself, or when it is cancelled; letting go of this value does not end it.
public struct RunningUpgrade<Event: Sendable, Outcome: Sendable>: Sendable {
    /// What happens, in order, from the start of the run to its end.
    public let events: AsyncStream<Event>
    private let task: Task<Outcome, Never>

    /// Starts a run.
    /// - Parameter run: Does the work, passes each event to its argument, and ends early where its task is cancelled.
    public init(_ run: @escaping @Sendable (_ report: @escaping @Sendable (Event) -> Void) async -> Outcome) {
        let (events, continuation) = AsyncStream.makeStream(of: Event.self)
        self.events = events
        task = Task {
            defer { continuation.finish() }
            return await run { continuation.yield($0) }
        }
    }

    /// What the run came to; waits for its end.
    ///
    /// Cancelling the task that waits cancels the run, and the outcome is that of the cancelled run: the port is restored
    /// by then.
    public var outcome: Outcome {
        get async {
            await withTaskCancellationHandler {
                await task.value
            } onCancel: {
                task.cancel()
            }
        }
    }

    /// Ends the run in order, and does not wait for it; `outcome` does.
    public func cancel() {
        task.cancel()
    }
}

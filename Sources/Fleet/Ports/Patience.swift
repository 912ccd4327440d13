/// Retries an operation until it succeeds, fails permanently, or the time is up.
struct Patience: Sendable {
    /// The time between two attempts.
    private static let interval = Duration.milliseconds(100)

    /// Waits for a duration.
    let pause: @Sendable (Duration) async throws -> Void

    /// - Parameters:
    ///   - limit: How long to retry after a failure.
    ///   - cancelled: The error to throw if the task is cancelled meanwhile.
    ///   - body: The operation.
    func retrying<Value, Failure: Error>(
        upTo limit: (Failure) -> Duration,
        orElse cancelled: Failure,
        _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        var waited = Duration.zero
        while true {
            do {
                return try await body()
            } catch {
                guard !Task.isCancelled else { throw cancelled }
                guard waited < limit(error) else { throw error }
            }
            do {
                try await pause(Self.interval)
            } catch {
                throw cancelled
            }
            waited += Self.interval
        }
    }
}

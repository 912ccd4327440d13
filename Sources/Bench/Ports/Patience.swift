/// Tries something again until it succeeds, its failure is one that stays, or the time is up.
struct Patience: Sendable {
    /// How often it is tried.
    private static let interval = Duration.milliseconds(100)

    /// Waits for so long.
    let pause: @Sendable (Duration) async throws -> Void

    /// - Parameters:
    ///   - limit: How long a failure may be waited for to pass.
    ///   - cancelled: What is thrown where the task is cancelled meanwhile.
    ///   - body: What is tried.
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

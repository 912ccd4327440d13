import Bench

extension BoardEvent {
    /// The event of a run that a signal has ended, in the words of somebody who pressed a key.
    func naming(_ signal: Int32?) -> BoardEvent {
        guard signal != nil, case .finished(var outcome) = kind else { return self }
        outcome.attempts = outcome.attempts.map { attempt in
            var attempt = attempt
            attempt.error = attempt.error?.naming(signal)
            return attempt
        }
        var event = self
        event.kind = .finished(outcome)
        return event
    }
}

package import Fleet

extension BoardEvent {
    /// The event of a run that a signal ended, with errors that name the signal.
    package func naming(_ signal: Int32?) -> BoardEvent {
        guard case .finished(let outcome) = kind else { return self }
        var event = self
        event.kind = .finished(outcome.naming(signal))
        return event
    }
}

extension BoardOutcome {
    /// The outcome of a run that a signal ended, with errors that name the signal.
    package func naming(_ signal: Int32?) -> BoardOutcome {
        var outcome = self
        for index in outcome.attempts.indices {
            outcome.attempts[index].error = outcome.attempts[index].error?.naming(signal)
        }
        return outcome
    }
}

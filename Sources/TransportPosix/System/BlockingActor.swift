package import TransportCore

/// An actor on its own thread, which can block in a system call.
package protocol BlockingActor: Actor {
    /// Wakes the thread.
    nonisolated var wakeup: Wakeup { get }
}

extension BlockingActor {
    /// Runs a blocking `body` so that cancelling the task wakes it up.
    package func endingOnCancel<Value: Sendable>(
        _ body: () throws(TransportError) -> Value
    ) async throws(TransportError) -> Value {
        // The operation stays on this thread only because it calls an isolated method.
        let result = await withTaskCancellationHandler {
            self.result(of: body)
        } onCancel: {
            wakeup.signal()
        }
        return try result.get()
    }

    private func result<Value>(of body: () throws(TransportError) -> Value) -> Result<Value, TransportError> {
        Result { () throws(TransportError) in try body() }
    }
}

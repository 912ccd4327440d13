/// Decides how to handle each event during the wait for an answer.
struct Exchange: Sendable {
    enum Step: Sendable, Hashable {
        /// Keep waiting.
        case wait
        /// The statement has ended without an answer; wait a moment for late bytes, then ask again.
        case waitBriefly
        /// The line was damaged and left the board in `>> `.
        case leaveContinuation
        /// The board has reset.
        case rebooted
        case answer(REPLAnswer)
    }

    /// The most lines of output that are kept, the last ones.
    static let keptLines = 10_000
    /// The most bytes of output that are kept.
    static let keptBytes = 4 << 20

    let question: Int
    private var output: [[UInt8]] = []
    private var outputBytes = 0

    init(question: Int) {
        self.question = question
    }

    mutating func take(_ event: REPLEvent) -> Step {
        switch event {
        case .frame(let bytes):
            guard let frame = AnswerFrame(bytes), frame.question == question else { return .wait }
            let outcome: REPLAnswer.Outcome =
                frame.returned ? .returned(frame.values) : .raised(frame.values.first?.description ?? "")
            if output.last?.isEmpty == true { output.removeLast() }
            return .answer(REPLAnswer(outcome: outcome, output: output))
        case .output(let line):
            output.append(line)
            outputBytes += line.count
            while output.count > Self.keptLines || outputBytes > Self.keptBytes {
                outputBytes -= output.removeFirst().count
            }
            return .wait
        case .prompt(.continuation): return .leaveContinuation
        case .prompt(.statement), .luaError: return .waitBriefly
        case .boot(.reset): return .rebooted
        case .boot, .echo, .traceback, .log, .crash: return .wait
        }
    }
}

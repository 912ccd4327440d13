import TransportCore

/// Questions that the board answers once, however often they are sent.
extension REPLDialogue {
    /// Asks for the values of Lua expressions, separated by commas, that fit one line.
    ///
    /// - Parameters:
    ///   - expression: Lua without line ends; external text must be in a `LuaLiteral`.
    ///   - timeout: how long the board may be silent; doubles after each silence.
    ///   - attempts: how often the question is sent if it is lost, and how often the board may be silent; the board
    ///     computes the answer only once.
    /// - Throws: `noAnswer`, `rebooted`, `link`, `lineTooLong`. A Lua error is not thrown: it is the answer.
    package func ask(
        _ expression: String,
        timeout: Duration = .seconds(3),
        attempts: Int = 3
    ) async throws(REPLError) -> REPLAnswer {
        try await pose(expression, as: expression, timeout, attempts)
    }

    /// Runs a script on the board; each piece is checked on arrival, so no damaged code is defined.
    /// - Throws: `raised` if the script itself raises an error; as `ask`.
    package func define(_ script: LuaScript) async throws(REPLError) {
        let answer = try await run(Array(script.lines.joined(separator: [0x0A])), timeout: .seconds(24))
        if let message = answer.error { throw .raised(function: "the script", message: message) }
    }

    /// Calls a function that takes no arguments, such as `otaupgrade.accept`.
    /// - Parameter isDeafMeanwhile: whether the board loses input while the function runs; the question is then repeated
    ///   only if the prompt came without an answer, never because of silence.
    package func call(
        _ function: String,
        timeout: Duration = .seconds(3),
        attempts: Int = 3,
        isDeafMeanwhile: Bool = false
    ) async throws(REPLError) -> REPLAnswer {
        try await pose(
            function + "()",
            as: function + "()",
            timeout,
            attempts,
            isDeafMeanwhile ? .prompts : .everything
        )
    }

    /// Runs Lua of any length: an expression, or a chunk with or without `return`.
    ///
    /// - Throws: as `ask`. A syntax error is not thrown: it is the answer.
    package func run(_ chunk: [UInt8], timeout: Duration) async throws(REPLError) -> REPLAnswer {
        try await upload(chunk)
        return try await runPieces(timeout: timeout)
    }

    /// Compiles what `run` would run, without running it.
    /// - Returns: the syntax error; `nil` if there is none, or if the board has too little memory to report it.
    /// - Throws: as `ask`.
    package func compile(_ chunk: [UInt8]) async throws(REPLError) -> String? {
        try await upload(chunk)
        let question = "not otaflash.l(otaflash.s,true) and select(2,otaflash.l(otaflash.s)) or nil"
        guard case .string(let message) = try await ask(question)[0] else { return nil }
        return String(decoding: message, as: UTF8.self)
    }

    /// Stores a chunk on the board, in pieces that fit a line, for `runPieces`.
    package func upload(_ chunk: [UInt8]) async throws(REPLError) {
        var rest = chunk.first == UInt8(ascii: "=") ? chunk.dropFirst() : chunk[...]
        var index = 0
        repeat {
            index += 1
            let count = literal.prefixLength(of: rest, fitting: 200)
            try await append(rest.prefix(count), at: index)
            rest = rest.dropFirst(count)
        } while !rest.isEmpty
    }

    /// Stores a piece of a chunk on the board; the first one starts a new chunk.
    func append(_ piece: some Collection<UInt8>, at index: Int) async throws(REPLError) {
        let start = await transport.now
        for _ in 0..<3 {
            let question = takeQuestion()
            let check = AnswerFrame.check(of: Array("\(index)".utf8) + piece)
            let line =
                Array("otaflash.a(\(question),\(index),".utf8) + literal.quoted(piece) + Array(",\(check))".utf8)
            let answer = try await converse(line: line, question: question, as: "piece \(index)", .seconds(3), 3)
            if answer[0].integer == index { return }
        }
        let waited = start.duration(to: await transport.now)
        throw .noAnswer(question: "piece \(index) of the chunk", waited: waited)
    }

    /// Runs the stored pieces.
    package func runPieces(timeout: Duration) async throws(REPLError) -> REPLAnswer {
        // Its output can be anything, so only the answer counts; asking twice runs it once.
        try await pose("otaflash.r(otaflash.s)", as: "the chunk", timeout / 3, 2, .answerOnly)
    }

    private func pose(
        _ expression: String,
        as text: String,
        _ timeout: Duration,
        _ attempts: Int,
        _ attention: Attention = .everything
    ) async throws(REPLError) -> REPLAnswer {
        let question = takeQuestion()
        let check = AnswerFrame.check(of: "\(question)\(expression)".utf8)
        let line = "otaflash.q(\(question),\(literal.quoted(expression)),\(check))"
        return try await converse(line: Array(line.utf8), question: question, as: text, timeout, attempts, attention)
    }

    /// What indicates that a line was lost.
    private enum Attention {
        /// A prompt or an error without an answer, and silence.
        case everything
        /// A prompt or an error without an answer.
        case prompts
        /// Only silence.
        case answerOnly
    }

    private func converse(
        line: [UInt8],
        question: Int,
        as text: String,
        _ timeout: Duration,
        _ attempts: Int,
        _ attention: Attention = .everything
    ) async throws(REPLError) -> REPLAnswer {
        var exchange = Exchange(question: question)
        var (patience, waited) = (timeout, Duration.zero)
        var (sends, pokes, silences, continuations) = (0, 0, 0, 0)
        var needsLine = true
        while true {
            if needsLine {
                sends += 1
                discardEvents()
                try await send(line)
            } else {
                // An application may keep Lua busy, and the console may have no buffer for the line twice. A space ends a
                // line that has lost its end, and brings a prompt if the line is lost.
                pokes += 1
                try await send([UInt8(ascii: " ")])
            }
            let start = await transport.now
            // The prompt may belong to an older line: before the host gives up, it waits for long, whatever it receives.
            let isPatient = attention == .everything && attempts > 1 && sends == attempts
            var deadline = start.advanced(by: isPatient ? patience * 2 : patience)
            var isSilent = true
            waiting: while let event = try await nextEvent(until: deadline) {
                switch exchange.take(event) {
                case .wait: break
                case .waitBriefly where attention == .answerOnly: break
                case .waitBriefly where isPatient: isSilent = false
                case .waitBriefly:
                    isSilent = false
                    deadline = min(deadline, await transport.deadline(after: .milliseconds(400)))
                case .leaveContinuation:
                    isSilent = false
                    // A line that left the board in `>> ` was not run and does not count as an attempt.
                    if continuations < 2 { (continuations, sends) = (continuations + 1, sends - 1) }
                    try await leaveContinuation()
                    break waiting
                case .rebooted: throw .rebooted(question: text, monitor.record)
                case .answer(let answer):
                    try await awaitPrompt(within: .seconds(2))
                    // Otherwise a late prompt would look like a lost answer to the next question.
                    for _ in 0..<pokes { try await awaitPrompt(within: .milliseconds(300)) }
                    return answer
                }
            }
            waited += start.duration(to: await transport.now)
            if isSilent {
                silences += 1
                patience *= 2
            }
            let isOver = isSilent ? silences >= attempts || attention == .prompts : sends >= attempts
            if isOver { throw .noAnswer(question: text, waited: waited) }
            needsLine = !isSilent || attention == .answerOnly
        }
    }
}

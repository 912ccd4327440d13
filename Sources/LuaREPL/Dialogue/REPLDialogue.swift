public import TransportCore

/// Asks a board's Lua prompt one question at a time and gets one answer.
///
/// An answer is a framed line with a random token, the question's number and a check, made by a helper that
/// `install()` puts into the global table `otaflash` on the board. A question carries its number and a check of both, so
/// that the board answers what was asked or not at all. One that gets no answer is asked again; the board computes it
/// only once, so a lost answer does not run it twice. Nothing is sent while a statement runs: input
/// buffers are small and lose bytes silently (`nodemcu-firmware dev-esp32 console.c`).
public actor REPLDialogue {
    /// The bytes to the board and back.
    public let transport: any ByteTransport
    /// What marks this dialogue's frames.
    public let token: DialogueToken
    /// What the board said of resets and crashes.
    public internal(set) var monitor = BootMonitor()
    /// The most bytes that are sent before their echo is awaited; `nil` sends whole lines.
    ///
    /// A USB-CDC console buffers 64 bytes and loses what comes on top (`ESP-IDF 5.1.3 esp_system/Kconfig`).
    public var burst: Int?
    /// How literals are written: with NUL escaped for the IDF 3 line.
    public var literal = LuaLiteral()

    var parser: REPLParser
    var evidence = PromptEvidence()
    private var events: [REPLEvent] = []
    private var nextUnread = 0
    private var lastDeadlineRead: TransportInstant?
    private var nextQuestion = 1

    /// Makes a dialogue over a transport that its owner opens and closes.
    public init(transport: any ByteTransport, token: DialogueToken) {
        self.transport = transport
        self.token = token
        parser = REPLParser(frameMark: Array(token.mark.utf8))
    }

    /// Sets how many bytes are sent before their echo is awaited.
    public func setBurst(_ burst: Int?) {
        self.burst = burst
    }

    /// Sets how literals are written.
    public func setLiteral(_ literal: LuaLiteral) {
        self.literal = literal
    }

    // MARK: Lines and events

    /// Sends one line; the newline is added.
    /// - Throws: `lineTooLong` above `REPLLine.capacity` bytes; `link`.
    public func send(_ line: [UInt8]) async throws(REPLError) {
        guard line.count <= REPLLine.capacity else { throw .lineTooLong(bytes: line.count) }
        parser.expectEcho(of: line)
        try await write(line + [0x0A])
    }

    /// What the board said next; `nil` where it said nothing until the deadline.
    ///
    /// A deadline that has passed still gives what was there, but only for one read, so that a board which never stops
    /// talking cannot hold the caller.
    public func nextEvent(until deadline: TransportInstant) async throws(REPLError) -> REPLEvent? {
        while nextUnread == events.count {
            if await transport.now >= deadline {
                guard lastDeadlineRead != deadline else { return nil }
                lastDeadlineRead = deadline
            }
            guard try await receive(until: deadline) else { return nil }
        }
        defer { nextUnread += 1 }
        return events[nextUnread]
    }

    /// How long an empty statement takes from the sending to the prompt, the shortest of three.
    public func roundTrip() async throws(REPLError) -> Duration {
        var shortest = Duration.seconds(60)
        for _ in 0..<3 {
            discardEvents()
            let start = await transport.now
            try await send([UInt8(ascii: " ")])
            if try await awaitPrompt(within: .seconds(1)) {
                shortest = min(shortest, start.duration(to: await transport.now))
            }
        }
        return shortest
    }

    /// Takes and drops what is said until the board has been quiet for a moment, at most for a second.
    public func settle() async throws(REPLError) {
        let end = await transport.deadline(after: .seconds(1))
        while await transport.now < end {
            discardEvents()
            let quiet = await transport.deadline(after: .milliseconds(80))
            guard try await receive(until: min(quiet, end)) else { break }
        }
        discardEvents()
    }

    /// Takes and drops what is said for a while.
    func skip(for duration: Duration) async throws(REPLError) {
        let deadline = await transport.deadline(after: duration)
        while try await nextEvent(until: deadline) != nil {}
    }

    /// Takes and drops what has been said up to now.
    func discardEvents() {
        events.removeAll(keepingCapacity: true)
        nextUnread = 0
    }

    func write(_ bytes: [UInt8]) async throws(REPLError) {
        let step = burst ?? bytes.count
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(step))
            rest = rest.dropFirst(step)
            let received = evidence.bytes
            do {
                try await transport.write(piece, until: transport.deadline(after: .seconds(5)))
            } catch {
                throw .link(error)
            }
            guard !rest.isEmpty else { break }
            let deadline = await transport.deadline(after: .milliseconds(60))
            while evidence.bytes < received + piece.count, try await receive(until: deadline) {}
        }
    }

    /// Waits for bytes and parses them; `false` where none came.
    private func receive(until deadline: TransportInstant) async throws(REPLError) -> Bool {
        let bytes: [UInt8]
        do {
            bytes = try await transport.read(until: deadline)
        } catch {
            throw .link(error)
        }
        guard !bytes.isEmpty else { return false }
        if nextUnread == events.count { discardEvents() }
        evidence.note(bytes)
        let now = await transport.now
        for event in parser.feed(bytes) {
            monitor.note(event, at: now)
            evidence.note(event)
            events.append(event)
        }
        return true
    }

    // MARK: Questions

    /// Asks for the values of Lua expressions, separated by commas, that fit one line.
    ///
    /// - Parameters:
    ///   - expression: Lua without line ends; text from outside belongs into a `LuaLiteral`.
    ///   - timeout: how long the board may take for it.
    ///   - attempts: how often the question is sent where no answer comes; the board computes it once.
    /// - Throws: `noAnswer`, `rebooted`, `link`, `lineTooLong`. A Lua error is not thrown: it is the answer.
    public func ask(
        _ expression: String,
        timeout: Duration = .seconds(3),
        attempts: Int = 3
    ) async throws(REPLError) -> REPLAnswer {
        try await pose(expression, as: expression, timeout, attempts)
    }

    /// Runs a script on the board; each piece of it is checked on arrival, so nothing damaged is defined.
    /// - Throws: `raised` where the script itself raises an error; as `ask`.
    public func define(_ script: LuaScript) async throws(REPLError) {
        let answer = try await run(Array(script.lines.joined(separator: [0x0A])), timeout: .seconds(10))
        if let message = answer.error { throw .raised(function: "the script", message: message) }
    }

    /// Calls a function that takes no arguments, as `otaupgrade.accept`.
    /// - Parameter isDeafMeanwhile: whether the board loses what comes while it runs, so that it is asked again only
    ///   where its prompt came without an answer, and never because it is silent.
    public func call(
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
    public func run(_ chunk: [UInt8], timeout: Duration) async throws(REPLError) -> REPLAnswer {
        var rest = chunk.first == UInt8(ascii: "=") ? chunk.dropFirst() : chunk[...]
        var index = 0
        repeat {
            index += 1
            let count = literal.prefixLength(of: rest, fitting: 200)
            try await append(rest.prefix(count), at: index)
            rest = rest.dropFirst(count)
        } while !rest.isEmpty
        return try await runPieces(timeout: timeout)
    }

    /// Keeps a piece of a chunk on the board; the first one starts a new chunk.
    func append(_ piece: some Collection<UInt8>, at index: Int) async throws(REPLError) {
        for _ in 0..<3 {
            let question = takeQuestion()
            let check = AnswerFrame.check(of: Array("\(index)".utf8) + piece)
            let line =
                Array("otaflash.a(\(question),\(index),".utf8) + literal.quoted(piece) + Array(",\(check))".utf8)
            let answer = try await converse(line: line, question: question, as: "piece \(index)", .seconds(3), 3)
            if answer[0].integer == index { return }
        }
        throw .noAnswer(question: "piece \(index) of the chunk", waited: .seconds(9))
    }

    /// Runs the pieces that the board has kept.
    func runPieces(timeout: Duration) async throws(REPLError) -> REPLAnswer {
        // Its output may look like anything, so only the answer counts; asking twice runs it once.
        try await pose("otaflash.r(otaflash.s)", as: "the chunk", timeout / 2, 2, .answerOnly)
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

    private func takeQuestion() -> Int {
        defer { nextQuestion += 1 }
        return nextQuestion
    }

    /// What is taken for a sign that a line was lost.
    private enum Attention {
        /// A prompt or an error without an answer, and silence.
        case everything
        /// A prompt or an error without an answer.
        case prompts
        /// Nothing but silence.
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
        for _ in 0..<max(1, attempts) {
            discardEvents()
            try await send(line)
            var deadline = await transport.deadline(after: timeout)
            var isSilent = true
            waiting: while let event = try await nextEvent(until: deadline) {
                switch exchange.take(event) {
                case .wait: break
                case .waitBriefly where attention == .answerOnly: break
                case .waitBriefly:
                    isSilent = false
                    deadline = min(deadline, await transport.deadline(after: .milliseconds(400)))
                case .leaveContinuation:
                    isSilent = false
                    try await leaveContinuation()
                    break waiting
                case .rebooted: throw .rebooted(question: text, monitor.record)
                case .answer(let answer):
                    try await awaitPrompt(within: .seconds(2))
                    return answer
                }
            }
            if isSilent, attention == .prompts { break }
        }
        throw .noAnswer(question: text, waited: timeout)
    }

    /// Waits for the next prompt and takes it; a prompt that does not come is no error.
    @discardableResult
    public func awaitPrompt(within timeout: Duration) async throws(REPLError) -> Bool {
        let deadline = await transport.deadline(after: timeout)
        while let event = try await nextEvent(until: deadline) {
            if case .prompt(.statement) = event { return true }
            if case .prompt(.continuation) = event { return false }
        }
        return false
    }

    /// Gets the console out of `>> `: nothing but a hard syntax error does, and inside `[[` nothing but its end.
    public func leaveContinuation() async throws(REPLError) {
        for ending in ["]]@", "]=]@", "]==]@", "]===]@"] {
            discardEvents()
            try await send(Array(ending.utf8))
            if try await awaitPrompt(within: .milliseconds(800)) { return }
        }
    }
}

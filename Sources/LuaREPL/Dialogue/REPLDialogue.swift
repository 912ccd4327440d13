package import TransportCore

/// Asks a board's Lua prompt one question at a time and gets one answer.
///
/// An answer is a framed line with a random token, the question's number and a check, made by an agent that
/// `install()` puts into the global table `otaflash` on the board. A question carries its number and a check of both, so
/// the board answers exactly what was asked or not at all. A question without an answer is sent again; the board computes
/// it only once, so a lost answer does not run it twice. Nothing is sent while a statement runs: input
/// buffers are small and lose bytes silently (`nodemcu-firmware dev-esp32 console.c`).
package actor REPLDialogue {
    /// The bytes to the board and back.
    package let transport: any ByteTransport
    /// What marks this dialogue's frames.
    package let token: DialogueToken
    /// What the board reported about resets and crashes.
    package internal(set) var monitor = BootMonitor()
    /// The most bytes that are sent before their echo is awaited; `nil` sends whole lines.
    ///
    /// A USB-CDC console buffers 64 bytes and loses further bytes (`ESP-IDF 5.1.3 esp_system/Kconfig`).
    package var burst: Int?
    /// How literals are written: with NUL escaped for the IDF 3 line.
    package var literal = LuaLiteral()

    /// All that came from the board.
    package private(set) var received = ReceivedBytes()

    /// The last line that an application printed; `nil` if none was seen since `forgetOutput()`.
    package private(set) var applicationOutput: [UInt8]?

    var parser: REPLParser
    var evidence = PromptEvidence()
    /// Whether the ROM was asked whether it waits for a download.
    var hasAskedROM = false
    /// How many probes for the prompt were sent since one was answered.
    var unansweredProbes = 0
    private var events: [REPLEvent] = []
    private var nextUnread = 0
    private var lastDeadlineRead: TransportInstant?
    private var nextQuestion = 1

    /// Makes a dialogue over a transport that its owner opens and closes.
    package init(transport: any ByteTransport, token: DialogueToken) {
        self.transport = transport
        self.token = token
        parser = REPLParser(frameMark: Array(token.mark.utf8))
    }

    /// Sets how many bytes are sent before their echo is awaited.
    package func setBurst(_ burst: Int?) {
        self.burst = burst
    }

    /// Sets how literals are written.
    package func setLiteral(_ literal: LuaLiteral) {
        self.literal = literal
    }

    // MARK: Lines and events

    /// Sends one line; the newline is added.
    /// - Throws: `lineTooLong` above `REPLLine.capacity` bytes; `link`.
    package func send(_ line: [UInt8]) async throws(REPLError) {
        guard line.count <= REPLLine.capacity else { throw .lineTooLong(bytes: line.count) }
        parser.expectEcho(of: line)
        try await write(line + [0x0A])
    }

    /// The board's next event; `nil` if there is none before the deadline.
    ///
    /// After the deadline, what is already there is still returned, but only from one read, so that a board that never stops
    /// talking cannot block the caller.
    package func nextEvent(until deadline: TransportInstant) async throws(REPLError) -> REPLEvent? {
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

    /// The time from sending an empty statement to the prompt, the shortest of three; at most a second.
    package func roundTrip() async throws(REPLError) -> Duration {
        try await roundTrip(of: [UInt8(ascii: " ")])
    }

    /// How fast the board answers short and long statements.
    package func pace() async throws(REPLError) -> LinkPace {
        let (short, length) = (try await roundTrip(), 240)
        let long = try await roundTrip(of: Array("--".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: length - 2))
        return LinkPace(roundTrip: short, perByte: max(.zero, (long - short) / (length - 1)))
    }

    private func roundTrip(of statement: [UInt8]) async throws(REPLError) -> Duration {
        var shortest = Duration.seconds(1)
        for _ in 0..<3 {
            discardEvents()
            let start = await transport.now
            try await send(statement)
            // While an application keeps Lua busy, the console may have no buffer for another one.
            guard try await awaitPrompt(within: .seconds(6)) else { break }
            shortest = min(shortest, start.duration(to: await transport.now))
        }
        return shortest
    }

    /// Reads and discards output until the board has been quiet for a moment, at most for a second.
    /// - Parameters:
    ///   - pause: how long the board must be quiet.
    ///   - limit: when to stop at the latest, even within that second.
    package func settle(
        quiet pause: Duration = .milliseconds(80),
        by limit: TransportInstant? = nil
    ) async throws(REPLError) {
        var end = await transport.deadline(after: .seconds(1))
        if let limit { end = min(end, limit) }
        while await transport.now < end {
            discardEvents()
            let quiet = await transport.deadline(after: pause)
            guard try await receive(until: min(quiet, end)) else { break }
        }
        discardEvents()
    }

    /// Reads and discards the output up to now.
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
            do {
                try await transport.write(piece, until: transport.deadline(after: .seconds(5)))
            } catch {
                throw .link(error)
            }
            guard !rest.isEmpty else { break }
            let deadline = await transport.deadline(after: .milliseconds(60))
            // Log lines may come at any time and without end, so that counting bytes would not do.
            while !parser.unfinishedLine.suffix(piece.count).elementsEqual(piece), await transport.now < deadline,
                try await receive(until: deadline)
            {}
        }
    }

    /// Waits for bytes and parses them; `false` if none came.
    private func receive(until deadline: TransportInstant) async throws(REPLError) -> Bool {
        try await !receiveBytes(until: deadline).isEmpty
    }

    /// Whether the chip's ROM answers, which it does only in download mode.
    func romAnswers() async throws(REPLError) -> Bool {
        try await write(ROMSync.request)
        let deadline = await transport.deadline(after: .milliseconds(100))
        var tail: [UInt8] = []
        // A board may never stop talking.
        while await transport.now < deadline {
            let bytes = try await receiveBytes(until: deadline)
            if ROMSync.isAnswered(in: tail + bytes) { return true }
            tail = (tail + bytes).suffix(ROMSync.replyStart.count - 1)
        }
        return false
    }

    /// Waits for bytes, parses them, and returns them as they came.
    private func receiveBytes(until deadline: TransportInstant) async throws(REPLError) -> [UInt8] {
        let bytes: [UInt8]
        do {
            bytes = try await transport.read(until: deadline)
        } catch {
            throw .link(error)
        }
        guard !bytes.isEmpty else { return [] }
        if nextUnread == events.count { discardEvents() }
        var piece = ReceivedBytes()
        piece.add(bytes)
        received.add(piece)
        evidence.note(bytes, piece)
        let now = await transport.now
        for event in parser.feed(bytes) {
            monitor.note(event, at: now)
            evidence.note(event)
            note(event)
            events.append(event)
        }
        return bytes
    }

    /// Forgets what an application has printed so far.
    package func forgetOutput() {
        applicationOutput = nil
    }

    private func note(_ event: REPLEvent) {
        // Bytes at another line rate are not text; an echo that is split by an application's output is not part of it.
        guard case .output(let line) = event, !line.isEmpty, let text = String(validating: line, as: UTF8.self),
            !text.holds("otaflash")
        else { return }
        applicationOutput = line
    }

    /// The number of a new question.
    func takeQuestion() -> Int {
        defer { nextQuestion += 1 }
        return nextQuestion
    }

    /// Waits for the next prompt and takes it; a prompt that does not come is not an error.
    ///
    /// A prompt on the same line as a program's output is recognised by the silence after it.
    @discardableResult
    package func awaitPrompt(within timeout: Duration) async throws(REPLError) -> Bool {
        try await nextPrompt(within: timeout) == .statement
    }

    /// The next prompt, found as by `awaitPrompt`; `nil` if none comes.
    func nextPrompt(within timeout: Duration) async throws(REPLError) -> REPLPrompt? {
        let deadline = await transport.deadline(after: timeout)
        while true {
            let quiet = min(deadline, await transport.deadline(after: .milliseconds(150)))
            switch try await nextEvent(until: quiet) {
            case .prompt(let prompt): return prompt
            case .some: break
            case nil:
                if parser.unfinishedLine.suffix(2).elementsEqual("> ".utf8) { return .statement }
                if quiet >= deadline { return nil }
            }
        }
    }

    /// Gets the console out of `>> `: only a definite syntax error does so, and inside `[[` only its end.
    /// - Parameter end: when to give up at the latest.
    /// - Returns: whether the prompt for a statement came.
    @discardableResult
    package func leaveContinuation(
        by end: TransportInstant = TransportInstant(nanoseconds: .max)
    ) async throws(REPLError) -> Bool {
        for ending in ["]]@", "]=]@", "]==]@", "]===]@"] {
            let now = await transport.now
            guard now < end else { break }
            discardEvents()
            try await send(Array(ending.utf8))
            if try await awaitPrompt(within: min(.milliseconds(800), now.duration(to: end))) { return true }
        }
        return false
    }
}

import TransportCore

extension REPLDialogue {
    /// Finds the Lua prompt: erases the contents of the line editor and asks for the token until it comes back.
    ///
    /// If the port is silent, checks once whether the chip waits for a download. Leaves `>> `, waits for a board that is
    /// starting, and never mistakes stale bytes for an answer. Nothing that could change the board is sent.
    /// - Returns: whether the agent of an earlier `install()` is still there, so that the board has not reset since.
    /// - Throws: `noPrompt`, `crashLoop`, `downloadMode`, `nothingToBoot` with what was seen instead; `link`.
    @discardableResult
    package func synchronise(within timeout: Duration) async throws(REPLError) -> Bool {
        try await synchronise(within: timeout, patience: .milliseconds(400))
    }

    /// The same.
    /// - Parameter patience: the timeout of the first probe; each of the next may take twice as long, up to 3.3 seconds
    ///   or twice this value.
    package func synchronise(within timeout: Duration, patience first: Duration) async throws(REPLError) -> Bool {
        evidence = PromptEvidence()
        let start = await transport.now
        let end = start.advanced(by: timeout)
        var patience = first
        while await transport.now < end {
            discardEvents()
            parser.forgetEchoes()
            try await eraseLine(by: end)
            // One argument, since an application may have replaced print with a function that passes on only the first.
            let probe = "print(\"\\n\"..\(token.expression)..tostring(otaflash)..\";\")"
            try await send(Array(probe.utf8))
            unansweredProbes += 1
            let deadline = min(end, await transport.deadline(after: patience))
            if let helper = try await awaitToken(until: deadline, end: end) {
                monitor.endRow()
                // The answers to the other probes would be taken for those to what comes next.
                if unansweredProbes > 1 { try await settle() }
                unansweredProbes = 0
                return !helper.starts(with: "nil;".utf8)
            }
            try judge()
            // A chip in download mode is silent: it printed its text before the port was open.
            if !hasAskedROM, evidence.bytes == 0 {
                hasAskedROM = true
                if try await romAnswers() { throw .downloadMode }
                try await eraseLine(by: end)
            }
            patience = min(patience * 2, max(first * 2, .milliseconds(3300)))
        }
        evidence.resets = monitor.resets
        evidence.boot = monitor.record
        evidence.crash = monitor.crash
        throw monitor.hasNothingToBoot ? .nothingToBoot(monitor.record) : .noPrompt(evidence)
    }

    /// Installs the board's side of the dialogue after a `synchronise`.
    ///
    /// It lives in the global table `otaflash` until `uninstall()` or a reset. It saves prompts that an application may
    /// have set, which are replaced meanwhile.
    /// - Throws: `noAnswer` if the agent does not work; `rebooted`, `link`.
    package func install() async throws(REPLError) {
        let begin = await transport.now
        var failure: REPLError?
        var spare = Self.unanswered
        for _ in 0..<3 where spare > .zero {
            // An earlier round, or an interrupted session, has already saved the application's prompts.
            try await setPrompts(&spare)
            let clearing = [
                "if otaflash.undo then otaflash.undo() end",
                "otaflash={t=\(token.expression),p1=otaflash.p1,p2=otaflash.p2}",
            ]
            for line in clearing.map({ Array($0.utf8) }) + Self.helper.lines where spare > .zero {
                try await tell(line, within: .seconds(12), &spare)
            }
            do {
                if try await helperWorks(attempts: spare > .zero ? 3 : 1) { return }
            } catch .noAnswer(let question, let waited) {
                failure = .noAnswer(question: question, waited: waited)
            }
        }
        let waited = begin.duration(to: await transport.now)
        throw failure ?? .noAnswer(question: "the agent's self-test", waited: waited)
    }

    /// How long lines without a prompt may take together while the agent is installed.
    ///
    /// A lost line brings no prompt, but an application may also keep Lua busy, and the console may have no buffer for the next
    /// line meanwhile.
    private static let unanswered = Duration.seconds(24)

    /// Sets prompts that start a new line, so that they are found at once, whatever an application has printed before them.
    ///
    /// The statement carries no check, so it is repeated until the prompt is seen: a damaged one would make each line wait.
    private func setPrompts(_ spare: inout Duration) async throws(REPLError) {
        let statement = #"otaflash=otaflash or {p1=_PROMPT,p2=_PROMPT2} _PROMPT,_PROMPT2="\n> ","\n>> ""#
        for _ in 0..<3 {
            // Not sooner, since the IDF 3 line merges lines that arrive while Lua is busy.
            if try await tell(Array(statement.utf8), within: .seconds(6), &spare) { return }
        }
    }

    /// Sends a statement and waits for the prompt after it; a prompt that does not come costs time of `spare`.
    @discardableResult
    private func tell(
        _ line: [UInt8],
        within timeout: Duration,
        _ spare: inout Duration
    ) async throws(REPLError) -> Bool {
        let start = await transport.now
        let answers = try await tell(line, within: min(timeout, spare))
        if !answers { spare -= start.duration(to: await transport.now) }
        return answers
    }

    /// Runs every function of the agent once, since the lines that define them carry no check.
    private func helperWorks(attempts: Int) async throws(REPLError) -> Bool {
        let answer = try await ask(#"nil,1<2,"\n\\:\200",otaflash.c("otaflash")"#, attempts: attempts)
        guard answer.values.prefix(3) == [.nil, .boolean(true), .string([0x0A, 0x5C, 0x3A, 200])],
            answer[3].integer == AnswerFrame.check(of: "otaflash".utf8)
        else { return false }
        try await append("return ".utf8, at: 1)
        try await append("6*7".utf8, at: 2)
        return try await runPieces(timeout: .seconds(9))[0].integer == 42
    }

    /// Empties the line editor after a truncated line, and gets the prompt out of `>> `.
    /// - Parameter patience: how long to wait for the prompt after each of two lines.
    /// - Returns: whether the prompt came.
    @discardableResult
    package func recover(patience: Duration = .milliseconds(400)) async throws(REPLError) -> Bool {
        try await eraseLine()
        var prompt: REPLPrompt?
        for ending in [" ", "]]@"] {
            try await send(Array(ending.utf8))
            prompt = try await nextPrompt(within: patience)
            if prompt == .statement { return true }
        }
        // An application that keeps Lua busy may make the board take both lines for one.
        return prompt == .continuation ? try await leaveContinuation() : false
    }

    /// Sends a line to whatever reads the console, the prompt or an application, with nothing before it on the line.
    /// - Parameter pause: the silence to wait for after erasing the line: as long as the erasing bytes take to the board.
    package func sendAlone(
        _ line: [UInt8],
        quiet pause: Duration = .milliseconds(30)
    ) async throws(REPLError) {
        try await eraseLine(quiet: pause)
        try await send([])
        try await send(line)
    }

    /// Removes the board's side, lets it undo what else it has put in place, and restores the prompts.
    package func uninstall() async throws(REPLError) {
        try await tell(
            "if otaflash then if otaflash.undo then otaflash.undo() end _PROMPT,_PROMPT2=otaflash.p1,otaflash.p2 "
                + "otaflash=nil end"
        )
    }

    /// Sends a statement and waits for the prompt after it, for a while.
    package func tell(_ statement: String) async throws(REPLError) {
        try await tell(Array(statement.utf8))
    }

    /// Sends a statement and waits for the prompt after it, for a while.
    package func tell(_ line: [UInt8]) async throws(REPLError) {
        _ = try await tell(line, within: .seconds(2))
    }

    /// - Returns: whether the prompt came, at the start of a line.
    private func tell(_ line: [UInt8], within timeout: Duration) async throws(REPLError) -> Bool {
        discardEvents()
        try await send(line)
        let deadline = await transport.deadline(after: timeout)
        while let event = try await nextEvent(until: deadline) {
            if case .prompt(.statement) = event { return true }
            if case .prompt(.continuation) = event {
                try await leaveContinuation()
                return false
            }
        }
        return false
    }

    private static let helper = LuaScript(source: PackageResources.dialogue_lua)

    // Backspaces delete what another program left in the line editor; at the start of a line they do nothing and are
    // not echoed (nodemcu-firmware dev-esp32 linput.c). Executing such leftovers could do anything.
    private func eraseLine(
        quiet pause: Duration = .milliseconds(30),
        by end: TransportInstant? = nil
    ) async throws(REPLError) {
        try await write([UInt8](repeating: 0x08, count: REPLLine.capacity))
        // Each erased byte is echoed with three bytes, and input that arrives meanwhile may be lost.
        let limit = await transport.deadline(after: pause * 4)
        try await settle(quiet: pause, by: min(end ?? limit, limit))
    }

    /// What follows the token in the answer to the probe; `nil` if no answer came.
    private func awaitToken(
        until deadline: TransportInstant,
        end: TransportInstant
    ) async throws(REPLError) -> [UInt8]? {
        var deadline = deadline
        while let event = try await nextEvent(until: deadline) {
            switch event {
            case .frame(let rest) where rest.starts(with: "nil;".utf8) || rest.contains(UInt8(ascii: ":")):
                // An application may have set a prompt of its own; install() puts the usual one in its place.
                try await awaitPrompt(within: .milliseconds(600))
                return rest
            case .prompt(.continuation):
                try await leaveContinuation(by: end)
                return nil
            case .boot(.banner):
                deadline = min(end, await transport.deadline(after: .seconds(1)))
            case .boot, .crash:
                if monitor.isCrashLooping || monitor.isInDownloadMode { return nil }
                deadline = min(end, await transport.deadline(after: .seconds(10)))
            default:
                break
            }
        }
        return nil
    }

    private func judge() throws(REPLError) {
        if monitor.isInDownloadMode { throw .downloadMode }
        if monitor.isCrashLooping {
            evidence.resets = monitor.resets
            evidence.crash = monitor.crash
            throw monitor.hasNothingToBoot ? .nothingToBoot(monitor.record) : .crashLoop(evidence)
        }
    }
}

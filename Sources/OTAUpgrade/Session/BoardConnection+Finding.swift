import LuaREPL
import TransportCore

/// Finding the prompt of a board, also of one whose last host died in mid-transfer.
extension BoardConnection {
    /// The line rates at which a host of ours may have left a board behind, in bits per second.
    public static let usualRates = [TransferBaud.quick, 460_800, 921_600]

    /// The line rates at which firmware may have its console by itself; they are tried only if garbage comes.
    ///
    /// The usual one, the ROM's with a crystal of 26 MHz, and those that applications set.
    package static let firmwareRates = [115_200, 74_880, 9600, 57_600]

    /// Finds the prompt at the port's rate.
    ///
    /// A board that a host left behind takes frames, has no echo or runs at another rate, until its dead-man timer restores
    /// all that. It is looked for as soon as nothing can be understood for most of a second, and freed at once; and once
    /// more later. A board that starts or echoes is only busy, and gets no more than a probe now and then.
    /// - Returns: whether the agent of an earlier session is still on the board.
    /// - Throws: as `REPLDialogue.synchronise`; `noPrompt` names the rate of a board that is at another one by itself.
    func findPrompt(within limit: Duration) async throws(REPLError) -> Bool {
        let end = await now.advanced(by: limit)
        for (number, patience) in [Duration.milliseconds(450), .milliseconds(900), .seconds(5)].enumerated() {
            guard await patience < now.duration(to: end) else { break }
            do throws(REPLError) {
                return try await dialogue.synchronise(within: patience)
            } catch .noPrompt(let evidence) {
                // What comes first may have been on its way for long.
                guard number > 0 else { continue }
                if evidence.sawEcho || evidence.sawPrompt {
                    // Lua is busy, and more probes would only bury it.
                    return try await dialogue.synchronise(within: now.duration(to: end), patience: .seconds(3))
                }
                // A board that starts has its usual console at first.
                let hasStarted = await dialogue.monitor.resets > 0
                guard number > 1 || !hasStarted && !evidence.sawBanner else { continue }
                if let hasAgent = try await freesBoard(evidence, by: end) { return hasAgent }
            }
        }
        return try await dialogue.synchronise(within: now.duration(to: end))
    }

    /// Makes a board that was left behind take lines at its prompt again, at the port's rate.
    /// - Returns: whether our agent is on the board; `nil` if no prompt answers.
    private func freesBoard(_ evidence: PromptEvidence, by end: TransportInstant) async throws(REPLError) -> Bool? {
        if let hasAgent = try await answersAfterLeaving() { return hasAgent }
        guard !evidence.isUnderstood, let serial = serialControl else { return nil }
        let usual = await serial.baud
        // A line editor that is full of garbage says nothing any more.
        let isGarbage = await dialogue.received.isGarbage(since: ReceivedBytes())
        for rate in searchedRates + (isGarbage ? Self.firmwareRates : []) where rate != usual {
            guard await now < end else { return nil }
            guard let hasAgent = try await looks(at: rate, usual, on: serial) else { continue }
            if hasAgent { return try await answersAfterLeaving() }
            var evidence = evidence
            evidence.answeringBaud = rate
            throw .noPrompt(evidence)
        }
        return nil
    }

    /// Looks for a board at another rate, and makes it restore its console; whether it has our agent, `nil` if none answers.
    ///
    /// The port is at its usual rate afterwards, whatever happens.
    private func looks(at rate: Int, _ usual: Int, on serial: any SerialControl) async throws(REPLError) -> Bool? {
        do throws(REPLError) {
            guard try await set(rate, on: serial) else { return nil }
            let hasAgent = try await answersAfterLeaving()
            if hasAgent == true {
                try await dialogue.send(Self.release)
                try await pause(until: await now.advanced(by: .milliseconds(120)))
            }
            _ = try await set(usual, on: serial)
            return hasAgent
        } catch {
            try? await serial.setBaud(usual)
            throw error
        }
    }

    /// Leaves frames, and looks for the prompt; whether our agent is on the board, `nil` if no prompt answers.
    private func answersAfterLeaving() async throws(REPLError) -> Bool? {
        let baud = await serialControl?.baud
        let byte = baud.map { Duration.seconds(10 / Double($0)) } ?? .zero
        // A rest that was sent at another rate fills the line editor.
        try await dialogue.sendAlone(FrameWire.leaveOrder, quiet: .milliseconds(30) + byte * REPLLine.capacity)
        do throws(REPLError) {
            // The probe erases a line, and is some hundreds of bytes with its answer.
            return try await dialogue.synchronise(within: .milliseconds(300) + byte * 1000)
        } catch .noPrompt {
            return nil
        }
    }
}

extension PromptEvidence {
    /// Whether something came, and it is text.
    fileprivate var isUnderstood: Bool { bytes > 0 && !isGarbage }
}

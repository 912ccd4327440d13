import LuaREPL
import TransportCore

/// Finding the prompt of a board, even if its last host died in mid-transfer.
extension BoardConnection {
    /// The line rates at which an earlier run may have left a board, in bits per second.
    package static let usualRates = [TransferBaud.quick, 460_800, 921_600]

    /// The line rates that firmware itself may use for its console; they are tried only if garbage arrives.
    ///
    /// Rates that applications set, the ROM's with a 26 MHz crystal, and the usual rate. The slowest comes first: bytes that are
    /// sent at a higher rate fill the board's line editor, and erasing them takes long.
    package static let firmwareRates = [9600, 57_600, 74_880, 115_200]

    /// Finds the prompt at the port's rate.
    ///
    /// After an interrupted transfer a board accepts frames, has no echo or runs at another rate until its dead-man timer
    /// restores the console. If nothing readable arrives for most of a second, the host looks for such a board and restores
    /// its console at once, and once more later. A board that starts or echoes is only busy and gets only an occasional probe.
    /// - Returns: whether the agent of an earlier session is still on the board.
    /// - Throws: as `REPLDialogue.synchronise`; `noPrompt` names the rate if the firmware itself uses another one.
    func findPrompt(within limit: Duration) async throws(REPLError) -> Bool {
        let end = await now.advanced(by: limit)
        // What the board itself sent last, before it could echo bytes that were sent to it at other rates.
        var heard: PromptEvidence?
        var hasSearched = false
        for (number, patience) in [Duration.milliseconds(450), .milliseconds(900), .seconds(5)].enumerated() {
            guard await patience < now.duration(to: end) else { break }
            do throws(REPLError) {
                return try await dialogue.synchronise(within: patience)
            } catch .noPrompt(let evidence) {
                if evidence.bytes > 0, !hasSearched { heard = evidence }
                // The first bytes may have been under way for long.
                guard number > 0 else { continue }
                if evidence.sawEcho || evidence.sawPrompt {
                    // Lua is busy, and more probes would only bury it. A multiple of an application's period would send each
                    // probe at the same point of the period.
                    return try await dialogue.synchronise(within: now.duration(to: end), patience: .milliseconds(2300))
                }
                // A starting board has its usual console at first.
                let hasStarted = await dialogue.monitor.resets > 0
                guard number > 1 || !hasStarted && !evidence.sawBanner else { continue }
                hasSearched = true
                let rates = (heard?.isGarbage == true ? Self.firmwareRates : []) + searchedRates
                if let hasAgent = try await freesBoard(evidence, at: rates, by: end) { return hasAgent }
            }
        }
        do throws(REPLError) {
            return try await dialogue.synchronise(within: now.duration(to: end))
        } catch .noPrompt(var evidence) {
            if hasSearched, heard?.isGarbage != true { evidence.forgetGarbage() }
            // A line editor that is full of garbage no longer responds.
            throw .noPrompt(evidence.bytes == 0 ? heard ?? evidence : evidence)
        }
    }

    /// Makes a board from an interrupted transfer accept lines at its prompt again, at the port's rate.
    /// - Returns: whether our agent is on the board; `nil` if no prompt answers.
    private func freesBoard(
        _ evidence: PromptEvidence,
        at rates: [Int],
        by end: TransportInstant
    ) async throws(REPLError) -> Bool? {
        if let hasAgent = try await answersAfterLeaving(by: end) { return hasAgent }
        guard !evidence.isUnderstood, let serial = serialControl else { return nil }
        let usual = await serial.baud
        for rate in rates where rate != usual {
            guard await now < end else { return nil }
            guard let hasAgent = try await looks(at: rate, usual, on: serial, by: end) else { continue }
            let answer = try await answersAfterLeaving(by: end)
            // A port without a line answers at any rate, once the board is no longer busy.
            if hasAgent || answer != nil { return answer }
            var evidence = evidence
            evidence.answeringBaud = rate
            throw .noPrompt(evidence)
        }
        return nil
    }

    /// Looks for a board at another rate and makes it restore its console; whether it has our agent, `nil` if none answers.
    ///
    /// The port is always at its usual rate afterwards.
    private func looks(
        at rate: Int,
        _ usual: Int,
        on serial: any SerialControl,
        by end: TransportInstant
    ) async throws(REPLError) -> Bool? {
        do throws(REPLError) {
            guard try await set(rate, on: serial) else { return nil }
            let hasAgent = try await answersAfterLeaving(by: end)
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
    private func answersAfterLeaving(by end: TransportInstant) async throws(REPLError) -> Bool? {
        let baud = await serialControl?.baud
        let byte = baud.map { Duration.seconds(10 / Double($0)) } ?? .zero
        // Leftover bytes from another rate fill the line editor.
        try await dialogue.sendAlone(FrameWire.leaveOrder, quiet: .milliseconds(30) + byte * REPLLine.capacity)
        do throws(REPLError) {
            // The probe erases a line; with its answer it takes several hundred bytes.
            return try await dialogue.synchronise(within: min(.milliseconds(300) + byte * 1000, now.duration(to: end)))
        } catch .noPrompt {
            return nil
        }
    }
}

extension PromptEvidence {
    /// Whether anything was received, and it is text.
    fileprivate var isUnderstood: Bool { bytes > 0 && !isGarbage }
}

import ESPDevice
import ESPImage
import TransportCore

extension Board {
    /// Resets the board now: Lua's state is lost.
    func reset(_ reason: ResetReason) {
        (resetPending, sleepPending) = (nil, nil)
        let quiet = transmitter.isIdle(at: max(now, taskFree))
        endSession()
        start(reason, after: quiet)
    }

    func endSession() {
        session = nil
        receiver.reset()
        masks.removeAll()
        idlesUntil = 0
        events.reset()
        arrivals.removeAll()
        arrivalTimes.removeAll()
        nextArrivalIndex = 0
        scheduleNoise()
        scheduleTalk()
    }

    /// Plays the text of a start, and starts Lua at its end.
    func start(_ reason: ResetReason, after quiet: SimulatedTime) {
        let begin = max(now, quiet)
        counters.resets += 1
        bootCount += 1
        lastReset = reason
        dropsOutput = false
        (consoleBaud, consoleFormat) = (configuration.baud, .usual)
        isInDownloadMode = waitsForDownload(after: reason)
        if configuration.console != .uart, counters.resets > 1 { vanish(at: begin) }
        let report = device.boot(reason, holdsBootPin: isInDownloadMode)
        let scale = configuration.timing.isInstant ? SimulatedTime(20) : 1
        for line in report.lines {
            let bytes = Array(line.rendered(newline: configuration.newline).utf8)
            events.add(at: begin + line.at.nanoseconds / scale) { $0.say(bytes) }
        }
        let end = begin + report.duration.nanoseconds / scale
        startEnd = end
        switch report.outcome {
        case .running(let firmware):
            events.add(at: end) { $0.bringUp(firmware) }
        case .resets(let reason):
            events.add(at: end + 100_000_000 / scale) { $0.resetPending = reason }
        case .downloads:
            break
        case .lostPower:
            events.add(at: end) { board in
                board.endSession()
                board.start(.powerOn, after: board.now + 1_000_000_000 / scale)
            }
        }
    }

    /// Advances past the first start, so that the board has been powered for a while.
    ///
    /// Its output until then is lost, including that of init.lua.
    func comeUp() {
        advance(to: startEnd)
        advance(to: transmitter.isIdle(at: max(now, taskFree)))
        transmitter.discard()
    }

    /// Lua ends, and the chip is silent until it wakes.
    func sleep(_ sleep: DeepSleep) {
        sleepPending = nil
        let quiet = transmitter.isIdle(at: max(now, taskFree))
        endSession()
        if configuration.console != .uart { isLinked = false }
        guard let duration = sleep.duration else { return }
        events.add(at: quiet + duration) { $0.start(.deepSleep, after: $0.now) }
    }

    /// The power failed while Lua ran; it returns a second later.
    func losePower() {
        endSession()
        transmitter.discard()
        start(.powerOn, after: max(now, taskFree) + 1_000_000_000)
    }

    private func vanish(at time: SimulatedTime) {
        isLinked = false
        // A port that re-enumerates is new, and nobody has asserted its lines.
        pins = pins.map { ResetPins($0.circuit, lines: ModemLines(dtr: false, rts: false)) }
        let gone: SimulatedTime = configuration.timing.isInstant ? 300_000_000 : 800_000_000
        events.add(at: time + gone) { board in
            board.isLinked = true
        }
    }

    private func bringUp(_ firmware: RunningFirmware) {
        taskFree = now
        let session = LuaSession(board: self, firmware: firmware)
        self.session = session
        session.runInit()
    }

    /// Sends text that does not come from Lua.
    func say(_ bytes: [UInt8]) {
        guard isLinked else { return }
        transmitter.send(bytes.map(asHeard), at: now)
    }

    func scheduleNoise() {
        guard let noise = faults.noise else { return }
        let (gap, line) = noise.event(noiseCount)
        noiseCount += 1
        interrupt(after: gap) { board in
            board.session?.log(line)
            board.scheduleNoise()
        }
    }

    func scheduleTalk() {
        guard let talk = faults.talk else { return }
        let (gap, text) = talk.event(talkCount)
        talkCount += 1
        interrupt(after: gap) { board in
            board.session?.send(text)
            board.scheduleTalk()
        }
    }

    /// The writer waits until the transmitter has room.
    private func interrupt(after gap: Duration, _ print: @escaping (Board) -> Void) {
        events.add(at: max(now + gap.nanoseconds, transmitter.writerContinues(at: now))) { board in
            board.taskFree = max(board.taskFree, board.now)
            print(board)
        }
    }
}

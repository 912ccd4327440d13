import ESPDevice
import ESPImage
import TransportCore

extension Board {
    /// The host has changed DTR and RTS.
    func setLines(_ lines: ModemLines) {
        switch pins.set(lines) {
        case .nothing: break
        case .holds:
            endSession()
            isInDownloadMode = false
            transmitter.discard()
        case .releases:
            // Cancelled, like everything else that is pending, if EN goes low again before.
            events.add(at: now + ResetPins.enableRise.nanoseconds) { $0.start(.externalPin, after: $0.now) }
        case .restarts:
            transmitter.discard()
            reset(.usb)
        }
    }

    /// Carries out the action that Lua or a fault requested, once Lua has been unwound.
    func settle() {
        switch exit {
        case nil: break
        case .reset(let reason): reset(reason)
        case .deepSleep(let duration): sleep(for: duration)
        case .powerLoss: losePower()
        }
    }

    /// Resets the board now: Lua's state is lost.
    func reset(_ reason: ResetReason) {
        let quiet = quietTime
        endSession()
        start(reason, after: quiet)
    }

    /// The power fails, and returns a second later.
    func losePower() {
        endSession()
        transmitter.discard()
        start(.powerOn, after: clock.taskTime + 1_000_000_000)
    }

    /// Lua ends, and the chip is silent until it wakes.
    private func sleep(for duration: SimulatedTime?) {
        let quiet = quietTime
        endSession()
        if configuration.console != .uart { isLinked = false }
        guard let duration else { return }
        events.add(at: quiet + duration) { $0.start(.deepSleep, after: $0.now) }
    }

    /// When Lua's output so far has been sent.
    private var quietTime: SimulatedTime { transmitter.isIdle(at: clock.taskTime) }

    /// Lua's state is lost, with everything that is pending or on the wire.
    private func endSession() {
        exit = nil
        session = nil
        receiver.reset()
        masks.removeAll()
        clock.idlesUntil = 0
        events.reset()
        arrivals.removeAll()
        scheduleNoise()
        scheduleTalk()
    }

    /// Plays the text of a start, and starts Lua at its end.
    func start(_ reason: ResetReason, after quiet: SimulatedTime) {
        let begin = max(now, quiet)
        counters.resets += 1
        lastReset = reason
        dropsOutput = false
        (wire.consoleBaud, wire.consoleFormat) = (configuration.baud, .usual)
        isInDownloadMode = pins.waitsForDownload(
            after: reason,
            buttonIsPressed: configuration.startsInDownloadMode && counters.resets == 1
        )
        if configuration.console != .uart, counters.resets > 1 { reenumerate(at: begin) }
        let report = device.boot(reason, holdsBootPin: isInDownloadMode)
        let scale = timing.isInstant ? SimulatedTime(20) : 1
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
            events.add(at: end + 100_000_000 / scale) { $0.exit = .reset(reason) }
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
        advance(to: quietTime)
        transmitter.discard()
    }

    private func reenumerate(at time: SimulatedTime) {
        pins.reenumerate()
        unlink(until: time + (timing.isInstant ? 300_000_000 : 800_000_000), outlivesResets: false)
    }

    /// The console is gone until that time.
    func unlink(until time: SimulatedTime, outlivesResets: Bool) {
        isLinked = false
        events.add(at: time, outlivesResets: outlivesResets) { $0.isLinked = true }
    }

    private func bringUp(_ firmware: RunningFirmware) {
        clock.taskFree = now
        let session = LuaSession(host: self, firmware: firmware)
        self.session = session
        session.runInit()
    }

    /// Sends text that does not come from Lua.
    private func say(_ bytes: [UInt8]) {
        guard isLinked else { return }
        transmitter.send(bytes.map(wire.toHost), at: now)
    }
}

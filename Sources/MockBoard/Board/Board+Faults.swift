import ESPDevice
import TransportCore

extension Board {
    /// Bytes to a console without time costs, on which faults can still act.
    func takeDisturbed(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while isLinked, !rest.isEmpty {
            var arrived: [UInt8] = []
            var place: Fault.Place?
            while place == nil, let byte = rest.popFirst() {
                let arriving = arriving(byte)
                place = placeOfFault(atEndOf: byte)
                if place == nil { arrived += arriving }
                if place == nil, let busy = timeBusy(afterEndOf: byte) { idle(for: busy) }
            }
            takeInstantly(arrived)
            if let place {
                applyFaults(at: place)
                settle()
            }
        }
    }

    /// The bytes that arrive for one byte, after faults and a rate mismatch.
    func arriving(_ byte: UInt8) -> [UInt8] {
        counters.bytesReceived += 1
        if faults.isDeaf(afterCalls: counters.writeCalls) { return [] }
        return faults.arrival(of: byte, number: counters.bytesReceived).map(wire.fromHost)
    }

    /// Counts the lines from the host; returns the line that this byte ends, if a fault happens there.
    func placeOfFault(atEndOf byte: UInt8) -> Fault.Place? {
        guard byte == UInt8(ascii: "\n") else { return nil }
        counters.linesReceived += 1
        let place = Fault.Place.line(counters.linesReceived)
        return faults.resets(at: place) || faults.unplug(at: place) != nil ? place : nil
    }

    /// For how long an application keeps Lua busy after this byte; `nil` unless the byte ends a line and the fault
    /// happens there.
    func timeBusy(afterEndOf byte: UInt8) -> SimulatedTime? {
        guard byte == UInt8(ascii: "\n") else { return nil }
        return faults.luaBusy(afterLine: counters.linesReceived)?.nanoseconds
    }

    func applyFaults(afterCall number: Int) {
        if faults.dropsReply(toCall: number) {
            dropsOutput = true
            events.add(at: clock.taskTime + 20_000_000) { $0.dropsOutput = false }
        }
        if let stall = faults.stall(afterCall: number) { self.stall(for: stall.nanoseconds) }
        applyFaults(at: .call(number))
    }

    /// Unplugs the console or resets the board.
    func applyFaults(at place: Fault.Place) {
        if let gone = faults.unplug(at: place) { unplug(for: gone.nanoseconds) }
        if faults.resets(at: place) { exit = .reset(.externalPin) }
    }

    /// Lua's task is idle for a while.
    func stall(for duration: SimulatedTime) {
        clock.startTask()
        clock.charge(duration)
    }

    /// Unplugs the console, and plugs it in again later.
    func unplug(for duration: SimulatedTime) {
        transmitter.discard()
        unlink(until: clock.taskTime + duration, outlivesResets: true)
    }

    /// Removes all faults; images that updates wrote under a fault keep their defect.
    func heal() {
        faults = .none
        // An application that kept Lua busy no longer does.
        clock.endPauses()
        wake()
    }

    // MARK: Disturbing output

    func scheduleNoise() {
        guard let noise = faults.noise else { return }
        let (gap, line) = noise.event(faultCounts.noises)
        faultCounts.noises += 1
        interrupt(after: gap) { board in
            board.session?.log(line)
            board.scheduleNoise()
        }
    }

    func scheduleTalk() {
        guard let talk = faults.talk else { return }
        let (gap, text) = talk.event(faultCounts.talks)
        faultCounts.talks += 1
        interrupt(after: gap) { board in
            board.session?.send(text)
            board.scheduleTalk()
        }
    }

    /// The writer waits until the transmitter has room.
    private func interrupt(after gap: Duration, _ print: @escaping (Board) -> Void) {
        events.add(at: max(now + gap.nanoseconds, transmitter.writerContinues(at: now))) { board in
            board.clock.startTask()
            print(board)
        }
    }
}

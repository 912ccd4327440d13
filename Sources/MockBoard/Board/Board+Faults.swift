import TransportCore

extension Board {
    /// Bytes on a console that costs no time, where faults may lie on their way.
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
            if let place { suffer(at: place) }
        }
    }

    /// Counts the lines from the host; the place that this byte ends, where something goes wrong there.
    func placeOfFault(atEndOf byte: UInt8) -> Fault.Place? {
        guard byte == UInt8(ascii: "\n") else { return nil }
        counters.linesReceived += 1
        let place = Fault.Place.line(counters.linesReceived)
        return faults.resets(at: place) || faults.unplug(at: place) != nil ? place : nil
    }

    /// For how long an application keeps Lua busy after this byte; `nil` unless it ends a line and the fault says so.
    func timeBusy(afterEndOf byte: UInt8) -> SimulatedTime? {
        guard byte == UInt8(ascii: "\n") else { return nil }
        return faults.luaBusy(afterLine: counters.linesReceived)?.nanoseconds
    }

    /// The board resets, or its plug is pulled.
    func suffer(at place: Fault.Place) {
        if let gone = faults.unplug(at: place) { unplug(for: gone.nanoseconds) }
        if faults.resets(at: place) {
            resetPending = .externalPin
            settle()
        }
    }

    /// Nothing goes wrong any more; what updates wrote under a fault keeps its flaw.
    func heal() {
        device.faults = .none
        // An application that kept Lua busy does so no more.
        (idlesUntil, taskFree) = (min(idlesUntil, now), min(taskFree, now))
        wake()
    }
}

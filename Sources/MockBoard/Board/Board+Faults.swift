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
            if let place { suffer(at: place) }
        }
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

    /// Resets the board or unplugs its console.
    func suffer(at place: Fault.Place) {
        if let gone = faults.unplug(at: place) { unplug(for: gone.nanoseconds) }
        if faults.resets(at: place) {
            resetPending = .externalPin
            settle()
        }
    }

    /// Removes all faults; images that updates wrote under a fault keep their defect.
    func heal() {
        faults = .none
        // An application that kept Lua busy no longer does.
        (idlesUntil, taskFree) = (min(idlesUntil, now), min(taskFree, now))
        wake()
    }
}

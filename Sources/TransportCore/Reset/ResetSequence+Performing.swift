extension ResetSequence {
    /// How a sequence ended.
    public enum Ending: Sendable, Hashable {
        /// All steps were carried out.
        case completed
        /// The port disappeared with the restart, as USB-Serial-JTAG's does, so the remaining steps were skipped.
        case portVanished
    }

    /// Resets a board into its application; any other sequence is refused before a line changes.
    ///
    /// Waits only in the transport's time.
    /// - Returns: `nil` if the port has no modem lines, so nothing was done.
    /// - Throws: `refused`, `transport`.
    public func perform(
        on serial: any SerialControl,
        through circuit: ResetCircuit
    ) async throws(ResetError) -> Ending? {
        guard let lines = try await Self.lines(of: serial) else { return nil }
        do {
            try check(on: circuit, from: lines)
        } catch {
            throw .refused(error)
        }
        var pins = ResetPins(circuit, lines: lines)
        var hasRestarted = false
        for step in steps {
            do {
                if case .wait(let duration) = step {
                    try await serial.sleep(until: serial.deadline(after: duration))
                }
                if let lines = step.lines(after: pins.lines) {
                    if case .restarts = pins.set(lines) { hasRestarted = true }
                    try await serial.setModemLines(lines)
                }
            } catch {
                guard hasRestarted, error.code == .linkLost else { throw .transport(error) }
                return .portVanished
            }
        }
        return .completed
    }

    private static func lines(of serial: any SerialControl) async throws(ResetError) -> ModemLines? {
        do {
            return try await serial.modemLines
        } catch {
            throw .transport(error)
        }
    }
}

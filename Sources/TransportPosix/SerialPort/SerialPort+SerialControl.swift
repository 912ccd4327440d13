package import TransportCore

extension SerialPort: SerialControl {
    /// The last line rate in bits per second that was requested and accepted.
    package var baud: Int {
        line?.baud ?? 0
    }

    /// Changes the rate after all written bytes have been passed to the adapter.
    /// - Throws: `unsupported` if the driver cannot come within 2.5 % of the rate, which is then unchanged; `timedOut` if
    ///   the output is not sent within twice the time that it needs at the current rate, plus one second; `linkLost`.
    package func setBaud(_ baud: Int) async throws(TransportError) {
        try stopIfClosed()
        let queued = line?.outputQueued ?? 0
        let allowance = Duration.seconds(1 + 20 * queued / max(1, self.baud))
        guard outputLeaves(until: now.advanced(by: allowance)) else {
            throw .notSent(path, line?.outputQueued ?? 0)
        }
        try line?.setBaud(baud, .afterOutput)
    }

    /// DTR and RTS; `nil` if the port has no such lines.
    package var modemLines: ModemLines? {
        get async throws(TransportError) {
            try stopIfClosed()
            return try line?.modemLines()
        }
    }

    /// Sets DTR and RTS with one `TIOCMSET`, since two would pass through a state that resets the board or keeps it in
    /// download mode.
    ///
    /// When the port is restored, lines that were originally low are lowered, and none is raised, unless the last close
    /// lowers both anyway (HUPCL).
    package func setModemLines(_ lines: ModemLines) async throws(TransportError) {
        try stopIfClosed()
        try line?.setModemLines(lines)
    }
}

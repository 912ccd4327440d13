public import TransportCore

extension SerialPort: SerialControl {
    /// The line rate in bits per second that was asked for last and taken.
    public var baud: Int {
        line?.baud ?? 0
    }

    /// Changes the rate once what was written has left for the adapter.
    /// - Throws: `unsupported` where the driver cannot come within 2.5 % of the rate, which is then as before;
    ///   `timedOut` where output does not leave, after twice the time that it takes at the present rate and a second;
    ///   `linkLost`.
    public func setBaud(_ baud: Int) async throws(TransportError) {
        try stopIfClosed()
        let queued = line?.outputQueued ?? 0
        let allowance = Duration.seconds(1 + 20 * queued / max(1, self.baud))
        guard outputLeaves(until: now.advanced(by: allowance)) else {
            throw .notSent(path, line?.outputQueued ?? 0)
        }
        try line?.setBaud(baud, .afterOutput)
    }

    /// DTR and RTS, or `nil` where the port has no such lines.
    public var modemLines: ModemLines? {
        get async throws(TransportError) {
            try stopIfClosed()
            return try line?.modemLines()
        }
    }

    /// Sets DTR and RTS by one `TIOCMSET`, for two would pass through a state that resets the board or keeps it in
    /// download mode.
    ///
    /// When the port is given back the lines that were found low are lowered, and none is raised, unless the last close
    /// lowers both anyway (HUPCL).
    public func setModemLines(_ lines: ModemLines) async throws(TransportError) {
        try stopIfClosed()
        try line?.setModemLines(lines)
    }
}

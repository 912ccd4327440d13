extension Board {
    /// How many tasks a chip runs in the millisecond after which a console without time costs continues: ten
    /// microseconds per task.
    private static let tasksBeforeYielding = 100

    /// Lua's task takes the most urgent entry, and the oldest at that priority.
    func runTask() {
        guard let session else { return }
        taskFree = max(taskFree, now)
        if receiver.hasInput, !session.hasWork(above: receiver.priority) {
            session.take(receiver.take(at: now))
        } else {
            session.runWork()
        }
    }

    /// Takes bytes on a console without time costs: all of them are edited before a line runs.
    func takeInstantly(_ bytes: [UInt8]) {
        guard let session else { return takeInROM(bytes) }
        guard idlesUntil <= now else {
            for byte in bytes { session.tasks[2].post(.byte(byte)) }
            return
        }
        taskFree = max(taskFree, now)
        session.take(bytes)
        wake()
    }

    /// Does the pending work on a console without time costs; on other consoles the loop does it.
    ///
    /// Work that endlessly creates more work, such as a task that posts itself, continues a little later, so that the
    /// host gets a turn.
    func wake() {
        guard timing.isInstant, idlesUntil <= now else { return }
        taskFree = max(taskFree, now)
        var count = 0
        while let session, session.hasWork, !isEnding, count < Self.tasksBeforeYielding {
            if !session.tasks[2].startsWithByte { count += 1 }
            session.runWork()
        }
        if count == Self.tasksBeforeYielding { idle(for: 1_000_000) }
        settle()
    }

    /// Suspends work for a while on a console without time costs.
    func idle(for duration: SimulatedTime) {
        idlesUntil = max(idlesUntil, now) + duration
        events.add(at: idlesUntil) { $0.wake() }
    }

    /// Lua's task prints: it continues when the last byte is in the FIFO.
    func print(_ bytes: some Collection<UInt8>) {
        guard !dropsOutput, isLinked, !bytes.isEmpty else { return }
        for byte in bytes {
            if byte == 0x0A, sendsCarriageReturns { transmit(0x0D) }
            transmit(byte)
        }
        taskFree = transmitter.writerContinues(at: taskFree)
    }

    private func transmit(_ byte: UInt8) {
        transmitter.send(asHeard(byte), at: taskFree)
    }

    /// The bytes that the host receives for one byte of output.
    func asHeard(_ byte: UInt8) -> UInt8 {
        isGarbling ? garbled(byte, from: consoleFormat, to: hostFormat) : byte
    }

    /// Lua's task waits until everything has been sent.
    func flush() {
        taskFree = transmitter.isIdle(at: taskFree)
    }

    /// Lua's task is idle for a while.
    func stall(for duration: SimulatedTime) {
        taskFree = max(taskFree, now) + duration
    }

    /// Unplugs the console, and plugs it in again later.
    func unplug(for duration: SimulatedTime) {
        isLinked = false
        transmitter.discard()
        events.add(at: max(now, taskFree) + duration, outlivesResets: true) { $0.isLinked = true }
    }

    /// The firmware changes its rate: the content of the FIFOs is lost (`ESP-IDF 5.1.3 uart.c`, `uart_param_config`).
    func change(baud: Int, format: LineFormat) {
        consoleFormat = format
        guard baud != consoleBaud else { return }
        consoleBaud = baud
        let byteTime = Self.byteTime(configuration, baud)
        if configuration.line == .idf3 { flush() }
        transmitter.byteTime = byteTime
        (receiver as? UARTReceiver)?.byteTime = byteTime
    }
}

extension Board {
    /// Sets the rate and format of the host's side.
    func setHost(baud: Int, format: LineFormat = .usual) {
        (hostBaud, hostFormat) = (baud, format)
    }
}

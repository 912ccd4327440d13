extension Board {
    /// What a chip may do in the millisecond after which a console without cost goes on: ten microseconds a task.
    private static let tasksBeforeYielding = 100

    /// Lua's task takes what is most urgent, and of that what was posted first.
    func runTask() {
        guard let session else { return }
        taskFree = max(taskFree, now)
        if receiver.hasInput, !session.hasWork(above: receiver.priority) {
            session.take(receiver.take(at: now))
        } else {
            session.runWork()
        }
    }

    /// Takes bytes on a console that costs no time: all of them are edited before a line runs.
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

    /// Does what is waiting on a console that costs no time; elsewhere the loop comes to it.
    ///
    /// Work that makes more work without end, as a task that posts itself, goes on a little later, so that the host gets
    /// its turn.
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

    /// Does no work for a while on a console that costs no time.
    func idle(for duration: SimulatedTime) {
        idlesUntil = max(idlesUntil, now) + duration
        events.add(at: idlesUntil) { $0.wake() }
    }

    /// Lua's task prints: it goes on when the last of it is in the FIFO.
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

    /// What the host receives of a byte.
    func asHeard(_ byte: UInt8) -> UInt8 {
        isGarbling ? garbled(byte, from: consoleFormat, to: hostFormat) : byte
    }

    /// Lua's task waits until everything has left.
    func flush() {
        taskFree = transmitter.isIdle(at: taskFree)
    }

    /// Lua's task does nothing for a while.
    func stall(for duration: SimulatedTime) {
        taskFree = max(taskFree, now) + duration
    }

    /// The console's plug is pulled and put back later.
    func unplug(for duration: SimulatedTime) {
        isLinked = false
        transmitter.discard()
        events.add(at: max(now, taskFree) + duration, outlivesResets: true) { $0.isLinked = true }
    }

    /// The firmware changes its rate: what is in the FIFOs is lost (`ESP-IDF 5.1.3 uart.c`, `uart_param_config`).
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
    /// The host's side runs at this rate, and in this format.
    func setHost(baud: Int, format: LineFormat = .usual) {
        (hostBaud, hostFormat) = (baud, format)
    }
}

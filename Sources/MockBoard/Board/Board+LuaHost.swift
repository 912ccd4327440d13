import ESPDevice
import TransportCore

extension Board: LuaHost {
    var flashSize: Int { device.flash.size }

    func print(_ bytes: UnsafeRawBufferPointer) {
        guard !dropsOutput, isLinked, !bytes.isEmpty else { return }
        for byte in bytes {
            if byte == 0x0A, sendsCarriageReturns { transmit(0x0D) }
            transmit(byte)
        }
        clock.taskFree = transmitter.writerContinues(at: clock.taskFree)
    }

    private func transmit(_ byte: UInt8) {
        transmitter.send(wire.toHost(byte), at: clock.taskFree)
    }

    func printPanic(_ line: String) {
        transmitter.send(line.utf8.map(wire.toHost), at: clock.taskFree)
    }

    func flush() {
        clock.taskFree = transmitter.isIdle(at: clock.taskFree)
    }

    /// The content of the FIFOs is lost (`ESP-IDF 5.1.3 uart.c`, `uart_param_config`).
    func change(baud: Int, format: LineFormat) {
        wire.consoleFormat = format
        guard baud != wire.consoleBaud else { return }
        wire.consoleBaud = baud
        if configuration.line == .idf3 { flush() }
        let byteTime = wire.byteTime(baud)
        transmitter.byteTime = byteTime
        (receiver as? UARTReceiver)?.byteTime = byteTime
    }

    func schedule(at time: SimulatedTime, _ action: @escaping () -> Void) {
        events.add(at: time) { _ in action() }
    }
}

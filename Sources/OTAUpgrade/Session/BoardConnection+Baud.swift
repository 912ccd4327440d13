import LuaREPL
import TransportCore

extension BoardConnection {
    /// Moves board and host to another line rate, proves it, and goes back on both sides where that fails.
    ///
    /// The board changes at once, so the end of its answer is lost (`ESP-IDF 5.1.3 uart.c`, `uart_param_config`); a timer
    /// on it takes the old rate again unless the new one was proven and kept. The echo is off afterwards.
    /// - Returns: whether the new rate is in use; `false` leaves everything at the old one.
    func changeBaud(to baud: Int) async throws(REPLError) -> Bool {
        guard let serial = serialControl else { return false }
        let old = await serial.baud
        guard baud != old else { return true }
        noteChangedConsole(from: old)
        try await dialogue.define(LuaScript(source: PackageResources.baud_lua))
        let start = await now
        try await dialogue.send(Array("otaflash.bc(\(baud),\(old),0)".utf8))
        try await pause(until: start.advanced(by: .milliseconds(120)))
        if try await set(baud, on: serial), try await proves() { return true }
        _ = try await set(old, on: serial)
        try await pause(until: start.advanced(by: .milliseconds(2800)))
        try await dialogue.settle()
        try await dialogue.recover()
        return false
    }

    /// Whether several frames with all kinds of bytes come back right, after which the board keeps the rate.
    private func proves() async throws(REPLError) -> Bool {
        let pattern = (0..<96).map { UInt8(truncatingIfNeeded: $0 &* 83 &+ 0x55) & 0x7F | 0x20 }
        let literal = String(decoding: await dialogue.literal.quoted(pattern), as: UTF8.self)
        // A question that came damaged is not answered.
        let expression = "#\(literal)"
        do throws(REPLError) {
            try await dialogue.settle()
            for _ in 0..<4 {
                let answer = try await dialogue.ask(expression, timeout: .milliseconds(500), attempts: 1)
                guard answer[0].integer == pattern.count else { return false }
            }
            let kept = try await dialogue.call("otaflash.bk", timeout: .milliseconds(500), attempts: 2)
            return kept.error == nil
        } catch .noAnswer {
            return false
        }
    }

    private func set(_ baud: Int, on serial: any SerialControl) async throws(REPLError) -> Bool {
        do {
            try await serial.setBaud(baud)
            return true
        } catch {
            if error.code == .unsupported { return false }
            throw .link(error)
        }
    }

    private func pause(until deadline: TransportInstant) async throws(REPLError) {
        do {
            try await dialogue.transport.sleep(until: deadline)
        } catch {
            throw .link(error)
        }
    }
}

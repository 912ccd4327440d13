import LuaREPL
import TransportCore

/// The console's line rate and its echo, both changed for a transfer and restored after it.
///
/// A dead-man timer on the board restores both if the host falls silent.
extension BoardConnection {
    /// Switches board and host to another line rate, tests it, and restores the old one on both sides if the test fails.
    ///
    /// The board switches at once, so the end of its answer is lost (`ESP-IDF 5.1.3 uart.c`, `uart_param_config`). The echo
    /// is off afterwards.
    /// - Returns: whether the new rate is in use; `false` leaves everything at the old one.
    func changeBaud(to baud: Int) async throws(REPLError) -> Bool {
        guard let serial = serialControl else { return false }
        let old = await serial.baud
        guard baud != old else { return true }
        try await defineDeadMan()
        console.begin(from: old)
        let original = console.originalBaud ?? old
        _ = try await dialogue.ask("otaflash.usual(\(original))")
        let start = await now
        // All or nothing: a host that is interrupted in between would look for the board at the wrong rate.
        let isSet = try await uncancelled { board throws(REPLError) in
            try await board.dialogue.send(Array("otaflash.rate(\(baud))".utf8))
            try await board.pause(until: start.advanced(by: .milliseconds(120)))
            return try await board.set(baud, on: serial)
        }
        if isSet, try await proves() { return true }
        _ = try await set(original, on: serial)
        try await awaitOldRate(since: start)
        // A board that has restarted is also at its old rate.
        try await confirmNoRestart(within: .seconds(5), question: "to change its line rate")
        return false
    }

    /// Waits until the board is back at the old rate: at once, or when its timer finds the host silent at the new one.
    private func awaitOldRate(since start: TransportInstant) async throws(REPLError) {
        for wait in [3.3, 8, 14, 20, 26] {
            try await pause(until: start.advanced(by: .seconds(wait)))
            try await dialogue.settle()
            if try await dialogue.recover() { return console.end() }
        }
        throw .noAnswer(question: "its prompt at the old line rate", waited: start.duration(to: await now))
    }

    /// Switches the console's echo off if the firmware can, until `restoreConsole()` or a reset.
    ///
    /// Echoing a line takes the board longer than the line itself. Firmware with the `console` module cannot switch it off
    /// (`nodemcu-firmware dev-esp32 linput.c`); that is not an error here.
    func silenceEcho(_ identity: BoardIdentity) async throws(REPLError) {
        guard console.originalBaud == nil, identity.canSilenceEcho, let baud = await serialControl?.baud else { return }
        try await defineDeadMan()
        console.begin(from: baud)
        let answer = try await dialogue.ask("otaflash.usual(\(baud)),otaflash.rate(\(baud)),otaflash.watch(12)")
        if answer.error != nil { try await restoreConsole() }
    }

    /// Prepares a console for raw frames.
    func watchFrames() async throws(REPLError) {
        try await defineDeadMan()
        console.begin(from: nil)
    }

    /// Installs the timer that restores the console on the board, unless it is already there.
    private func defineDeadMan() async throws(REPLError) {
        guard !console.hasDeadMan else { return }
        try await dialogue.define(LuaScript(source: PackageResources.deadman_lua))
        console.hasDeadMan = true
    }

    /// Restores the console, even in a cancelled task; if the board does not answer, its timer restores it.
    func restoreConsoleUncancelled() async {
        _ = try? await uncancelled { board throws(REPLError) in try await board.restoreConsole() }
    }

    /// A board that restarts is at the rate that its firmware was built for, as when the port was opened.
    func restoreHostBaud() async {
        guard let original = console.originalBaud, let serial = serialControl else { return }
        try? await serial.setBaud(original)
        console.end()
    }

    /// Runs the body to its end, even in a cancelled task.
    private func uncancelled<Result: Sendable>(
        _ body: @escaping @Sendable (isolated BoardConnection) async throws(REPLError) -> Result
    ) async throws(REPLError) -> Result {
        // A task of its own, since waits in a cancelled task end at once.
        try await Task { () async -> Swift.Result<Result, REPLError> in
            do throws(REPLError) {
                return .success(try await body(self))
            } catch {
                return .failure(error)
            }
        }.value.get()
    }

    /// Restores the console's echo and the port's rate and stops the timer on the board, as far as the board answers.
    func restoreConsole() async throws(REPLError) {
        guard console.isWatched else { return }
        guard let original = console.originalBaud, let serial = serialControl else { return try await releaseConsole() }
        let changed = await serial.baud
        guard changed != original else { return try await releaseConsole() }
        for _ in 0..<3 {
            if try await dialogue.recover() { try await dialogue.send(Self.release) }
            try await pause(until: await now.advanced(by: .milliseconds(120)))
            _ = try await set(original, on: serial)
            try await dialogue.settle()
            if try await dialogue.recover() { return console.end() }
            _ = try await set(changed, on: serial)
        }
        _ = try await set(original, on: serial)
    }

    /// Makes a board restore its console at the port's rate.
    func releaseConsole() async throws(REPLError) {
        guard try await dialogue.recover() else { return }
        // Twice, since the statement carries no check, and a timer that keeps running would disturb later steps.
        for _ in 0..<2 { try await dialogue.tell(Self.release) }
        console.end()
    }

    /// A statement that restores the console; it is harmless on a board that has lost the agent.
    static let release = Array("if otaflash and otaflash.restore then otaflash.restore(otaflash) end".utf8)

    /// Whether several frames with all kinds of bytes come back correct; the board then keeps the rate.
    private func proves() async throws(REPLError) -> Bool {
        let pattern = (0..<96).map { UInt8(truncatingIfNeeded: $0 &* 83 &+ 0x55) & 0x7F | 0x20 }
        let literal = String(decoding: await dialogue.literal.quoted(pattern), as: UTF8.self)
        // The board does not answer a damaged question.
        let expression = "#\(literal)"
        do throws(REPLError) {
            try await dialogue.settle()
            for _ in 0..<4 {
                let answer = try await dialogue.ask(expression, timeout: .milliseconds(500), attempts: 1)
                guard answer[0].integer == pattern.count else { return false }
            }
            let kept = try await dialogue.ask("otaflash.watch(12)", timeout: .milliseconds(500), attempts: 2)
            return kept.error == nil
        } catch .noAnswer {
            return false
        }
    }

    func set(_ baud: Int, on serial: any SerialControl) async throws(REPLError) -> Bool {
        do {
            try await serial.setBaud(baud)
            return true
        } catch {
            if error.code == .unsupported { return false }
            throw .link(error)
        }
    }

    func pause(until deadline: TransportInstant) async throws(REPLError) {
        do {
            try await dialogue.transport.sleep(until: deadline)
        } catch {
            throw .link(error)
        }
    }
}

import LuaREPL
import TransportCore

extension BoardConnection: UsualRateLookout {
    func lookAtUsualRate() async throws(REPLError) -> UsualRate {
        guard let original = console.originalBaud, let serial = serialControl else { return .nobody }
        let changed = await serial.baud
        do throws(REPLError) {
            _ = try await set(original, on: serial)
            if let found = try await findsBoard() { return found }
        } catch {
            // The console is restored at the rate at which the board was last.
            try? await serial.setBaud(changed)
            throw error
        }
        _ = try await set(changed, on: serial)
        // What was garbage to the board is a line of its own, and not the start of the next.
        try await dialogue.send([])
        return .nobody
    }

    private func findsBoard() async throws(REPLError) -> UsualRate? {
        let resets = await dialogue.monitor.resets
        for _ in 0..<2 {
            // A space, since a lone line end may be swallowed; at another rate it is two bytes of garbage.
            try await dialogue.send([UInt8(ascii: " ")])
            let answers = try await dialogue.awaitPrompt(within: .milliseconds(400))
            let monitor = await dialogue.monitor
            guard answers || monitor.isBooting || monitor.resets > resets else { continue }
            let found = monitor.resets > resets ? false : try await hasAgent()
            guard let found else { continue }
            console.end()
            return found ? .restored : .restarted(await dialogue.monitor.record)
        }
        return nil
    }

    /// Whether a prompt answers that has our agent; `nil` if none answers.
    private func hasAgent() async throws(REPLError) -> Bool? {
        do throws(REPLError) {
            return try await dialogue.synchronise(within: .seconds(2))
        } catch .noPrompt {
            return nil
        }
    }
}

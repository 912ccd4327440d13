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
            // Restore the console at the last rate at which the board was seen.
            try? await serial.setBaud(changed)
            throw error
        }
        _ = try await set(changed, on: serial)
        // End the line of garbage that the board received, so that it is not the start of the next one.
        try await dialogue.send([])
        return .nobody
    }

    private func findsBoard() async throws(REPLError) -> UsualRate? {
        let resets = await dialogue.monitor.resets
        for _ in 0..<2 {
            // A space, since a line end alone may be swallowed; at another rate it is two bytes of garbage.
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

    /// Whether the board that answers has our agent; `nil` if no prompt answers.
    private func hasAgent() async throws(REPLError) -> Bool? {
        do throws(REPLError) {
            return try await dialogue.synchronise(within: .seconds(2))
        } catch .noPrompt {
            return nil
        }
    }
}

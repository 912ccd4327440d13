import LuaREPL
import TransportCore

/// Raw frames through `uart.on` or `console.on`: no echo, no quotes, no compiling.
///
/// A frame ends with a line end, so that the board finds the next one after any loss. The dead-man timer must be on the
/// board; it restores the prompt when the host has been silent for twelve seconds.
struct FrameWire: TransferWire {
    /// The most bytes before a frame's line end; with it, 255 bytes are what `uart.on` delivers at once.
    static let capacity = 254

    /// The order that makes a board accept lines at its prompt again; at the prompt it is a comment.
    static let leaveOrder = Array("--leave".utf8)

    /// The most bytes of a frame before its line end.
    var length = capacity

    var method: TransferMethod { .frames }

    func enter(_ dialogue: REPLDialogue, direct: Bool) async throws(REPLError) {
        let start = await dialogue.transport.now
        try await dialogue.define(LuaScript(source: PackageResources.frames_lua))
        // Numbers that no order of the transfer has.
        for (attempt, patience) in [1, 2, 4, 4].enumerated() {
            do throws(REPLError) {
                _ = try await dialogue.ask(
                    "otaflash.enter(otaflash.\(direct ? "W" : "w"))",
                    timeout: .seconds(patience),
                    attempts: 1
                )
            } catch {
                // It may still have entered, and its answer was lost. The order below shows that.
                guard case .noAnswer = error else { throw error }
            }
            let number = 1_000_000 + attempt
            try await dialogue.send(order(direct ? .tellOffset : .holdBack, number: number))
            if try await obeys(number, dialogue, within: .seconds(patience)) { return }
        }
        throw .noAnswer(question: "raw frames", waited: start.duration(to: await dialogue.transport.now))
    }

    /// A build that converts CR to LF ends a frame at each CR, and refuses both parts.
    func verify(_ dialogue: REPLDialogue) async throws(REPLError) {
        let start = await dialogue.transport.now
        // An order may be damaged on its way.
        for number in 1_000_100..<1_000_103 {
            var order = order(.tellOffset, number: number)
            order.insert(0x0D, at: 2)
            try await dialogue.send(order)
            guard try await refuses(number, dialogue) else { return }
        }
        throw .noAnswer(question: "raw frames with CR", waited: start.duration(to: await dialogue.transport.now))
    }

    /// Whether the board refuses this order as a damaged frame, which a board whose Lua is busy does not.
    private func refuses(_ number: Int, _ dialogue: REPLDialogue) async throws(REPLError) -> Bool {
        let deadline = await dialogue.transport.deadline(after: .seconds(8))
        while let event = try await dialogue.nextEvent(until: deadline) {
            guard case .frame(let frame) = event else { continue }
            switch TransferReply(frame: frame) {
            case .obeyed(number, _): return false
            case .refused: return true
            default: break
            }
        }
        return false
    }

    /// Whether the board answers an order, which it does only in frames; at its prompt an order is a comment.
    private func obeys(
        _ number: Int,
        _ dialogue: REPLDialogue,
        within patience: Duration
    ) async throws(REPLError) -> Bool {
        let deadline = await dialogue.transport.deadline(after: patience)
        while let event = try await dialogue.nextEvent(until: deadline) {
            switch event {
            case .frame(let frame):
                if case .obeyed(number, _) = TransferReply(frame: frame) { return true }
            case .prompt(.continuation):
                try await dialogue.leaveContinuation()
                return false
            case .prompt(.statement): return false
            default: break
            }
        }
        return false
    }

    /// Ends a frame that may be incomplete, leaves, and looks for the prompt; the board's timer helps if that fails.
    func leave(_ dialogue: REPLDialogue) async {
        for _ in 0..<3 {
            do throws(REPLError) {
                try await dialogue.send([])
                try await dialogue.send(Self.leaveOrder)
                try await dialogue.settle()
                try await dialogue.recover()
                _ = try await dialogue.ask("otaflash.leave", attempts: 1)
                return
            } catch {
                if case .link = error { return }
            }
        }
    }

    func order(_ order: TransferOrder, number: Int) -> [UInt8] {
        let letter =
            switch order {
            case .tellOffset: "w"
            case .holdBack: "d"
            case .writePages: "W"
            case .writeAll: "E"
            }
        return Array("--\(letter)\(number)".utf8)
    }

    var cleanCapacity: Int { length - 2 }

    func line(check: [UInt8], cleanPayload: [UInt8], direct: Bool) -> [UInt8] {
        check + cleanPayload
    }

    func plainLine(_ image: [UInt8], from offset: Int, direct: Bool) -> TransferLine {
        let whole = image[offset..<min(image.count, offset + cleanCapacity)]
        if !whole.contains(0x0A) {
            let bytes = ChunkCheck.bytes(of: whole, at: offset) + whole
            return TransferLine(range: whole.indices, bytes: bytes)
        }
        var count = min(length - 3, image.count - offset)
        while true {
            let payload = image[offset..<offset + count]
            if let stand = Self.standIn(for: payload) {
                let body = payload.map { $0 == 0x0A ? stand : $0 }
                let bytes = [stand] + ChunkCheck.bytes(of: payload, at: offset) + body
                return TransferLine(range: payload.indices, bytes: bytes)
            }
            count -= 1
        }
    }

    /// A letter or digit that the payload does not contain: no character that is special in a Lua pattern, and not the
    /// hyphen that starts an order.
    private static func standIn(for payload: ArraySlice<UInt8>) -> UInt8? {
        var seen = [Bool](repeating: false, count: 256)
        for byte in payload { seen[Int(byte)] = true }
        return Array("zqjxkvZQJXKV0123456789wybpgWYBPG".utf8).first { !seen[Int($0)] }
    }
}

import LuaREPL
import TransportCore

/// Raw frames through `uart.on` or `console.on`: no echo, no quotes, no compiling.
///
/// A frame ends with a line end, so that the board finds the next one after any loss. A timer on the board gives the
/// prompt back when no frame comes for three to six seconds.
struct FrameWire: TransferWire {
    /// The most bytes before a frame's line end; 255 with it is what `uart.on` hands over at once.
    static let capacity = 254

    /// The most bytes of a frame before its line end.
    var length = capacity

    var method: TransferMethod { .frames }

    func enter(_ dialogue: REPLDialogue, direct: Bool) async throws(REPLError) {
        try await dialogue.define(LuaScript(source: PackageResources.frames_lua))
        for _ in 0..<3 {
            do throws(REPLError) {
                _ = try await dialogue.ask(
                    "otaflash.fe(otaflash.\(direct ? "W" : "w"))",
                    timeout: .seconds(1),
                    attempts: 1
                )
            } catch {
                // It may have entered all the same: its answer was lost. The question below tells.
                guard case .noAnswer = error else { throw error }
            }
            try await dialogue.send(question(direct: direct))
            if try await answers(dialogue) { return }
        }
        throw .noAnswer(question: "raw frames", waited: .seconds(3))
    }

    private func answers(_ dialogue: REPLDialogue) async throws(REPLError) -> Bool {
        let deadline = await dialogue.transport.deadline(after: .milliseconds(500))
        while let event = try await dialogue.nextEvent(until: deadline) {
            switch event {
            case .frame: return true
            case .prompt(.continuation):
                // At the prompt of Lua 5.1 an order is the start of a statement.
                try await dialogue.leaveContinuation()
                return false
            default: break
            }
        }
        return false
    }

    /// Ends a frame that may be half there, leaves, and looks for the prompt; the board's timer helps where that fails.
    func leave(_ dialogue: REPLDialogue) async {
        for _ in 0..<3 {
            do throws(REPLError) {
                try await dialogue.send([])
                try await dialogue.send(Array("leave".utf8))
                try await dialogue.settle()
                try await dialogue.recover()
                _ = try await dialogue.ask("otaflash.fa", attempts: 1)
                return
            } catch {
                if case .link = error { return }
            }
        }
    }

    func question(direct: Bool) -> [UInt8] {
        [UInt8(ascii: direct ? "?" : "d")]
    }

    func flush(all: Bool) -> [UInt8] {
        [UInt8(ascii: all ? "E" : "F")]
    }

    var cleanCapacity: Int { length - 2 }

    func line(check: [UInt8], cleanPayload: [UInt8], direct: Bool) -> [UInt8] {
        check + cleanPayload
    }

    func plainLine(_ image: [UInt8], from offset: Int) -> TransferLine {
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

    /// A letter or digit that the payload does not have: nothing that a Lua pattern takes for more than itself.
    private static func standIn(for payload: ArraySlice<UInt8>) -> UInt8? {
        var seen = [Bool](repeating: false, count: 256)
        for byte in payload { seen[Int(byte)] = true }
        return Array("zqjxkvZQJXKV0123456789wybpgWYBPG".utf8).first { !seen[Int($0)] }
    }
}

import LuaREPL
import TransportCore

/// Sends an image as acknowledged lines at the Lua prompt.
struct LineTransfer: Sendable {
    let dialogue: REPLDialogue
    let image: [UInt8]
    let literal: LuaLiteral
    let limit: Int
    let lineRate: Double?
    let stallLimit: Duration
    let report: @Sendable (TransferProgress) -> Void

    /// Sends all of the image, after `commence()`.
    func run() async throws(TransferFailure) -> TransferReport {
        let start = await dialogue.transport.now
        var window = TransferWindow(size: image.count, limit: limit, now: start, stallLimit: stallLimit)
        var wireBytes = 0
        do {
            for line in LuaScript(source: PackageResources.receiver_lua).lines { try await dialogue.tell(line) }
            while true {
                let now = await dialogue.transport.now
                switch window.action(at: now) {
                case .send(let offset):
                    let line = TransferLine(image: image, from: offset, literal: literal)
                    try await dialogue.send(line.bytes)
                    wireBytes += line.bytes.count + 1
                    window.sent(line.range, at: now)
                case .ask:
                    try await dialogue.settle()
                    try await dialogue.send(Array("otaflash.w()".utf8))
                    wireBytes += 13
                    window.asked(at: now)
                case .wait(let deadline):
                    try await take(dialogue.nextEvent(until: deadline), into: &window)
                    progress(window, wireBytes, start.duration(to: await dialogue.transport.now))
                case .finish:
                    let duration = start.duration(to: await dialogue.transport.now)
                    return summary(of: window, wireBytes, duration)
                case .giveUp:
                    throw TransferFailure.stalled(offset: window.acknowledged)
                }
            }
        } catch let error as REPLError {
            throw .dialogue(error, offset: window.acknowledged)
        } catch let failure as TransferFailure {
            throw failure
        } catch {
            throw .stalled(offset: window.acknowledged)
        }
    }

    private func take(_ event: REPLEvent?, into window: inout TransferWindow) async throws {
        let now = await dialogue.transport.now
        switch event {
        case .frame(let frame):
            switch TransferReply(frame: frame) {
            case .taken(let next): window.taken(next: next, at: now)
            case .refused(let next): window.refused(next: next, at: now)
            case .failed(let message, let next): throw TransferFailure.refused(message: message, offset: next)
            case nil: window.lost()
            }
            // With one line in flight the next waits for the prompt: the IDF 3 line merges what comes before it.
            if limit == 1 { try await dialogue.awaitPrompt(within: .seconds(2)) }
        case .prompt(.continuation):
            try await dialogue.leaveContinuation()
            window.lost()
        case .luaError, nil:
            window.lost()
        case .prompt(.statement) where limit == 1:
            window.lost()
        case .boot(.rom), .boot(.reset), .boot(.banner):
            throw REPLError.rebooted(question: "to take a line", await dialogue.monitor.record)
        case .prompt, .echo, .output, .traceback, .log, .boot, .crash:
            break
        }
    }

    private func progress(_ window: TransferWindow, _ wireBytes: Int, _ elapsed: Duration) {
        report(
            TransferProgress(
                bytes: window.acknowledged,
                total: image.count,
                wireBytes: wireBytes,
                retries: window.retries,
                elapsed: elapsed
            )
        )
    }

    private func summary(of window: TransferWindow, _ wireBytes: Int, _ duration: Duration) -> TransferReport {
        TransferReport(
            method: "lines",
            window: limit,
            bytes: window.acknowledged,
            wireBytes: wireBytes,
            retries: window.retries,
            duration: duration,
            lineRate: lineRate
        )
    }
}

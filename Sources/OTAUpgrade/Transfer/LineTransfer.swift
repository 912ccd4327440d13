import LuaREPL
import TransportCore

/// Sends an image as acknowledged lines at the Lua prompt.
struct LineTransfer: Sendable {
    let dialogue: REPLDialogue
    let encoding: any TransferEncoding
    /// The most lines in flight.
    let limit: Int
    /// The line rate in bytes per second; `nil` where the console has none.
    let lineRate: Double?
    let stallLimit: Duration
    let report: @Sendable (TransferProgress) -> Void

    /// Sends all of the image, after `commence()`.
    func run() async throws(TransferFailure) -> TransferReport {
        do throws(REPLError) {
            for line in LuaScript(source: PackageResources.receiver_lua).lines + encoding.setup {
                try await dialogue.tell(line)
            }
        } catch {
            throw .dialogue(error, offset: 0)
        }
        var run = Run(transfer: self, start: await dialogue.transport.now)
        do {
            return try await run.run()
        } catch let error as REPLError {
            throw .dialogue(error, offset: run.window.acknowledged)
        } catch let failure as TransferFailure {
            throw failure
        } catch {
            throw .stalled(offset: run.window.acknowledged)
        }
    }

    /// How long a reply may take: the lines on their way, and a pause for collecting garbage.
    private var patience: Duration {
        let line = lineRate.map { Double(REPLLine.capacity + 1) / $0 } ?? 0.02
        return .milliseconds(500) + .seconds(line * Double(limit + 2))
    }

    /// The driver: does what the window says.
    private struct Run {
        let transfer: LineTransfer
        let start: TransportInstant
        var window: TransferWindow
        var wireBytes = 0

        init(transfer: LineTransfer, start: TransportInstant) {
            (self.transfer, self.start) = (transfer, start)
            window = TransferWindow(
                size: transfer.encoding.size,
                width: WindowWidth(limit: transfer.limit),
                now: start,
                patience: transfer.patience,
                stallLimit: transfer.stallLimit
            )
        }

        private var dialogue: REPLDialogue { transfer.dialogue }

        mutating func run() async throws -> TransferReport {
            while true {
                let now = await dialogue.transport.now
                switch window.action(at: now) {
                case .send(let offset): try await send(from: offset, at: now)
                case .ask:
                    try await dialogue.settle()
                    try await send(Array("otaflash.w()".utf8))
                    window.asked(at: await dialogue.transport.now)
                case .wait(let deadline):
                    try await take(dialogue.nextEvent(until: deadline))
                case .finish:
                    return await summary()
                case .giveUp:
                    throw TransferFailure.stalled(offset: window.acknowledged)
                }
            }
        }

        private mutating func send(from offset: Int, at now: TransportInstant) async throws {
            let line = transfer.encoding.line(from: offset)
            try await send(line.bytes)
            window.sent(line.range, at: now)
        }

        private mutating func send(_ line: [UInt8]) async throws {
            try await dialogue.send(line)
            wireBytes += line.count + 1
        }

        private mutating func take(_ event: REPLEvent?) async throws {
            let now = await dialogue.transport.now
            switch event {
            case .frame(let frame):
                switch TransferReply(frame: frame) {
                case .taken(let next): window.taken(next: next, at: now)
                case .refused(let next): window.refused(next: next, at: now)
                case .failed(let message, let next): throw TransferFailure.refused(message: message, offset: next)
                case nil: window.lost()
                }
                transfer.report(progress(at: now))
                // With one line in flight the next waits for the prompt: the IDF 3 line merges what comes before it.
                if transfer.limit == 1 { try await dialogue.awaitPrompt(within: .seconds(2)) }
            case .prompt(.continuation):
                try await dialogue.leaveContinuation()
                window.lost()
            case .luaError, nil:
                window.lost()
            case .prompt(.statement) where transfer.limit == 1:
                window.lost()
            case .boot(.rom), .boot(.reset), .boot(.banner):
                throw REPLError.rebooted(question: "to take a line", await dialogue.monitor.record)
            case .prompt, .echo, .output, .traceback, .log, .boot, .crash:
                break
            }
        }

        private func progress(at now: TransportInstant) -> TransferProgress {
            TransferProgress(
                bytes: window.acknowledged,
                total: window.size,
                wireBytes: wireBytes,
                retries: window.retries,
                elapsed: start.duration(to: now)
            )
        }

        private func summary() async -> TransferReport {
            TransferReport(
                method: "lines",
                window: window.width.widest,
                bytes: window.acknowledged,
                wireBytes: wireBytes,
                retries: window.retries,
                duration: start.duration(to: await dialogue.transport.now),
                lineRate: transfer.lineRate
            )
        }
    }
}

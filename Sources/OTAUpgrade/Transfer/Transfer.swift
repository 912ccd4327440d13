import LuaREPL
import TransportCore

/// Sends an image as acknowledged lines over a wire.
struct Transfer: Sendable {
    let dialogue: REPLDialogue
    let setup: TransferSetup
    /// The line rate in bytes per second; `nil` where the console has none.
    let lineRate: Double?
    let stallLimit: Duration
    let report: @Sendable (TransferProgress) -> Void

    private var encoding: any TransferEncoding { setup.encoding }
    private var wire: any TransferWire { setup.wire }
    private var limit: Int { setup.window }

    /// Sends all of the image, after `commence()`.
    func run() async throws(TransferFailure) -> TransferReport {
        do throws(REPLError) {
            let receiver = LuaScript(source: PackageResources.receiver_lua)
            try await dialogue.define(LuaScript(lines: receiver.lines + encoding.setup))
            try await wire.enter(dialogue, direct: startsDirect)
        } catch {
            throw .dialogue(error, offset: 0)
        }
        var run = Run(transfer: self, start: await dialogue.transport.now)
        let failure: TransferFailure
        do {
            let report = try await run.run()
            await leave()
            return report
        } catch let error as REPLError {
            failure = .dialogue(error, offset: run.window.acknowledged)
        } catch let error as TransferFailure {
            failure = error
        } catch {
            failure = .stalled(offset: run.window.acknowledged)
        }
        await leave()
        throw failure
    }

    /// Gives the prompt back, in a task of its own, since waits in a cancelled one end at once.
    private func leave() async {
        await Task { await wire.leave(dialogue) }.value
    }

    /// How long a reply may take: the lines on their way, and a pause for collecting garbage.
    private var patience: Duration {
        let line = lineRate.map { Double(REPLLine.capacity + 1) / $0 } ?? 0.02
        return .milliseconds(500) + .seconds(line * Double(limit + 2))
    }

    /// The rate above which writing to flash with each line loses bytes: interrupts wait for a page, 0.7 ms by estimate,
    /// and the FIFO has room for eight bytes then (`ESP-IDF 5.1.3 uart.c`: an interrupt at 120 of 128).
    private static let directLimit = 12_000.0

    private var startsDirect: Bool {
        encoding.holdsBack && lineRate ?? 0 <= Self.directLimit
    }

    /// The driver: does what the window says.
    private struct Run {
        let transfer: Transfer
        let start: TransportInstant
        var window: TransferWindow
        var wireBytes = 0
        /// Whether each line is written to flash at once; given up at the first loss where the board can hold back.
        var isDirect = true

        init(transfer: Transfer, start: TransportInstant) {
            (self.transfer, self.start) = (transfer, start)
            window = TransferWindow(
                size: transfer.encoding.size,
                width: WindowWidth(limit: transfer.limit),
                holdsBack: transfer.encoding.holdsBack,
                now: start,
                patience: transfer.patience,
                stallLimit: transfer.stallLimit
            )
            if !transfer.startsDirect { holdBack() }
        }

        private var dialogue: REPLDialogue { transfer.dialogue }

        mutating func run() async throws -> TransferReport {
            while true {
                let now = await dialogue.transport.now
                switch window.action(at: now, lineEnd: transfer.encoding.lineEnd) {
                case .send(let offset): try await send(from: offset, at: now)
                case .ask:
                    try await dialogue.settle()
                    holdBack()
                    try await send(transfer.wire.question(direct: isDirect))
                    window.asked(at: await dialogue.transport.now)
                case .flush(let all):
                    try await send(transfer.wire.flush(all: all))
                    window.flushing(all: all, at: now)
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
            let line = transfer.encoding.line(from: offset, over: transfer.wire, direct: isDirect)
            guard !line.range.isEmpty else { return window.lost() }
            try await send(line.bytes)
            window.sent(line.range, at: now)
        }

        private mutating func send(_ line: [UInt8]) async throws {
            try await dialogue.send(line)
            wireBytes += line.count + 1
        }

        /// After a loss the flash is written only while the wire is quiet, for the loss may be due to it.
        private mutating func holdBack() {
            guard isDirect, transfer.encoding.holdsBack else { return }
            isDirect = false
            window.pendingLimit = transfer.encoding.pendingLimit
        }

        private mutating func take(_ event: REPLEvent?) async throws {
            let now = await dialogue.transport.now
            switch event {
            case .frame(let frame):
                switch TransferReply(frame: frame) {
                case .taken(let next): window.taken(next: next, at: now)
                case .refused(let next): window.refused(next: next, at: now)
                case .failed(let message, let next):
                    let offset = min(max(next, window.acknowledged), window.size)
                    throw TransferFailure.refused(message: message, offset: offset)
                case nil: window.lost()
                }
                transfer.report(progress(at: now))
                // With one line in flight the next waits for the prompt: the IDF 3 line merges what comes before it.
                if needsPrompt { try await dialogue.awaitPrompt(within: .seconds(2)) }
            case .prompt(.continuation):
                try await dialogue.leaveContinuation()
                window.lost()
            case .luaError, nil:
                window.lost()
            case .prompt(.statement) where needsPrompt:
                window.lost()
            case .boot(.reset):
                throw REPLError.rebooted(question: "to take a line", await dialogue.monitor.record)
            case .prompt, .echo, .output, .traceback, .log, .boot, .crash:
                break
            }
        }

        private var needsPrompt: Bool {
            transfer.limit == 1 && transfer.wire.method == .lines
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
                method: transfer.wire.method,
                isCompressed: transfer.encoding.isCompressed,
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

import LuaREPL
import TransportCore

/// Sends an image as acknowledged lines over a wire.
struct Transfer: Sendable {
    let dialogue: REPLDialogue
    let setup: TransferSetup
    /// The line rate in bytes per second; `nil` if the console has none.
    let lineRate: Double?
    let stallLimit: Duration
    /// Looks for the board at its usual rate if it is silent; `nil` if the transfer runs at that rate.
    var lookout: (any UsualRateLookout)?
    let report: @Sendable (TransferProgress) -> Void

    private var encoding: any TransferEncoding { setup.encoding }
    private var wire: any TransferWire { setup.wire }
    private var limit: Int { setup.window }

    /// Sends all of the image, after `commence()`.
    func run() async throws(TransferFailure) -> TransferReport {
        do throws(REPLError) {
            let receiver = LuaScript(source: PackageResources.receiver_lua)
            try await dialogue.define(LuaScript(lines: receiver.lines + encoding.setup))
        } catch {
            throw .dialogue(error, offset: 0)
        }
        do throws(REPLError) {
            await dialogue.forgetOutput()
            try await wire.enter(dialogue, direct: startsDirect)
            try await wire.verify(dialogue)
        } catch {
            // The board may still have entered frames.
            if !error.isRestart { await leave() }
            if case .noAnswer = error { throw .noFrames(error, offset: 0) }
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
        if !failure.isRestart { await leave() }
        throw failure
    }

    /// Restores the prompt, in a task of its own, since waits in a cancelled task end at once.
    private func leave() async {
        await Task { await wire.leave(dialogue) }.value
    }

    /// How long a reply may take: the lines in flight, and a pause for garbage collection.
    private var patience: Duration {
        let line = lineRate.map { Double(REPLLine.capacity + 1) / $0 } ?? 0.02
        return .milliseconds(500) + .seconds(line * Double(limit + 2))
    }

    /// The rate above which writing to flash while lines arrive loses bytes: interrupts wait for a page, an estimated
    /// 0.7 ms, while the FIFO has room for only eight bytes (`ESP-IDF 5.1.3 uart.c`: an interrupt at 120 of 128).
    private static let directLimit = 12_000.0

    private var startsDirect: Bool { lineRate ?? 0 <= Self.directLimit }

    /// The driver: carries out what the window decides.
    private struct Run {
        let transfer: Transfer
        let start: TransportInstant
        var window: TransferWindow
        var wireBytes = 0
        /// Whether the board writes complete pages with each line; given up at the first loss.
        var isDirect = true
        /// The bytes received from the board up to its last readable reply.
        var understood: ReceivedBytes
        var usualRateIsInUse = false
        /// How often frames were entered again without any progress after it.
        var entriesInVain = 0
        /// The offset at which frames were last entered again.
        var entryOffset = 0
        static let mostEntriesInVain = 3
        /// After this many failures, something changes the data systematically; it is not damaged by chance.
        static let mostResumesInVain = 20
        /// Until when a prompt is waited for.
        ///
        /// With one line in flight, the next waits for the prompt: the IDF 3 line merges input that arrives earlier.
        var promptLimit: TransportInstant?

        init(transfer: Transfer, start: TransportInstant) {
            (self.transfer, self.start) = (transfer, start)
            window = TransferWindow(
                size: transfer.encoding.size,
                width: WindowWidth(limit: transfer.limit),
                now: start,
                patience: transfer.patience,
                stallLimit: transfer.stallLimit
            )
            understood = ReceivedBytes()
            if !transfer.startsDirect { holdBack() }
        }

        private var dialogue: REPLDialogue { transfer.dialogue }

        mutating func run() async throws -> TransferReport {
            understood = await dialogue.received
            while true {
                let now = await dialogue.transport.now
                if let promptLimit {
                    try await take(dialogue.nextEvent(until: promptLimit))
                    continue
                }
                switch window.action(at: now, lineEnd: transfer.encoding.lineEnd) {
                case .send(let offset): try await send(from: offset, at: now)
                case .ask(let number): try await ask(number)
                case .flush(let all, let number):
                    try await send(transfer.wire.order(all ? .writeAll : .writePages, number: number))
                    window.flushing(all: all, at: now)
                case .wait(let deadline):
                    try await take(dialogue.nextEvent(until: deadline))
                case .finish:
                    return await summary()
                case .giveUp:
                    // The board answers orders, but what is sent does not get through.
                    if transfer.wire.method == .frames, window.resumesInVain > Self.mostResumesInVain {
                        throw TransferFailure.noFrames(framesUnanswered(at: now), offset: window.acknowledged)
                    }
                    throw TransferFailure.stalled(offset: window.acknowledged)
                }
            }
        }

        private mutating func ask(_ number: Int) async throws {
            try await dialogue.settle()
            if window.hasSeenLoss { holdBack() }
            try await send(transfer.wire.order(isDirect ? .tellOffset : .holdBack, number: number))
            window.asked(at: await dialogue.transport.now)
        }

        private mutating func send(from offset: Int, at now: TransportInstant) async throws {
            let line = transfer.encoding.line(from: offset, over: transfer.wire, direct: isDirect)
            guard !line.range.isEmpty else { return window.orderWasLost() }
            try await send(line.bytes)
            window.sent(line.range, at: now)
        }

        private mutating func send(_ line: [UInt8]) async throws {
            try await dialogue.send(line)
            wireBytes += line.count + 1
        }

        /// After a loss, the flash is written only while the wire is quiet, since writing may have caused the loss.
        private mutating func holdBack() {
            guard isDirect else { return }
            isDirect = false
            window.pendingLimit = transfer.encoding.pendingLimit
        }

        private mutating func take(_ event: REPLEvent?) async throws {
            let now = await dialogue.transport.now
            switch event {
            case .frame(let frame):
                try take(TransferReply(frame: frame), at: now)
                understood = await dialogue.received
                transfer.report(progress(at: now))
                if needsPrompt { promptLimit = now.advanced(by: .seconds(2)) }
            case .prompt(.continuation):
                try await dialogue.leaveContinuation()
                window.orderWasLost()
            case .prompt(.statement) where transfer.wire.method == .frames: try await reenter()
            case .prompt(.statement) where promptLimit != nil: promptLimit = nil
            case .prompt(.statement) where needsPrompt: window.confused()
            case .luaError: window.confused()
            case nil where promptLimit != nil: promptLimit = nil
            case nil:
                window.silence()
                try await lookForRestart()
            case .boot(.reset):
                throw REPLError.rebooted(question: "to take a line", await dialogue.monitor.record)
            case .prompt, .echo, .output, .traceback, .log, .boot, .crash:
                break
            }
        }

        private mutating func take(_ reply: TransferReply?, at now: TransportInstant) throws {
            switch reply {
            case .taken(let next): window.taken(next: next, at: now)
            case .refused(let next): window.refused(next: next, at: now)
            case .obeyed(let order, let next): window.obeyed(order: order, next: next, at: now)
            case .failed(let message, let next):
                let offset = min(max(next, window.acknowledged), window.size)
                throw TransferFailure.refused(message: message, offset: offset)
            case nil: window.confused()
            }
        }

        /// Enters frames again if the prompt is back, as after a long suspension of the host.
        ///
        /// An order is a comment at the prompt, so a prompt in place of its answer proves that the board has left frames.
        private mutating func reenter() async throws {
            guard window.isAsking, try await promptAnswers() else { return window.confused() }
            entriesInVain = window.acknowledged > entryOffset ? 0 : entriesInVain + 1
            entryOffset = window.acknowledged
            guard entriesInVain <= Self.mostEntriesInVain else {
                throw await noFrames(framesUnanswered(at: dialogue.transport.now))
            }
            do throws(REPLError) {
                try await transfer.wire.enter(dialogue, direct: isDirect)
            } catch {
                guard case .noAnswer = error else { throw error }
                throw await noFrames(error)
            }
            window.orderWasLost()
        }

        private func framesUnanswered(at now: TransportInstant) -> REPLError {
            .noAnswer(question: "raw frames", waited: start.duration(to: now))
        }

        /// The failure of a board that accepts no frames, with the offset that the board reports: answers may have been lost.
        private func noFrames(_ error: REPLError) async -> TransferFailure {
            await transfer.leave()
            let answer = try? await dialogue.ask("otaflash.n")
            // Without an answer, assume that it accepted something.
            return .noFrames(error, offset: answer?[0].integer ?? max(1, window.acknowledged))
        }

        /// Whether this is the board's prompt, not an application's output; in frames a question gets no answer.
        private func promptAnswers() async throws(REPLError) -> Bool {
            do throws(REPLError) {
                return try await dialogue.ask("1", timeout: .seconds(1), attempts: 1)[0].integer == 1
            } catch .noAnswer {
                return false
            }
        }

        /// A board that restarts is at its usual rate; its output is garbage at this one.
        private mutating func lookForRestart() async throws {
            guard let lookout = transfer.lookout, !usualRateIsInUse, window.unansweredOrders > 0 else { return }
            let isGarbage = await dialogue.received.isGarbage(since: understood)
            guard isGarbage || window.unansweredOrders > 1 else { return }
            switch try await lookout.lookAtUsualRate() {
            case .nobody: break
            case .restarted(let record): throw REPLError.rebooted(question: "to take a line", record)
            case .restored:
                usualRateIsInUse = true
                if transfer.wire.method == .frames { try await transfer.wire.enter(dialogue, direct: isDirect) }
            }
            understood = await dialogue.received
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

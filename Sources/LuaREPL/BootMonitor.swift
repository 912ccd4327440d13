package import TransportCore

/// Watches a board's output for resets, crashes and crash loops.
///
/// A value without a clock: the moment of each event is an argument.
package struct BootMonitor: Sendable {
    /// This many resets without a lasting prompt between them are a crash loop.
    package static let loopResets = 3
    /// A prompt that lasts this long ends a series of resets.
    package static let stableAfter = Duration.seconds(5)

    /// The board's output since its last reset.
    package private(set) var record = BootRecord()
    /// How many resets were seen in all.
    package private(set) var resets = 0
    /// The first line of the last crash: the cause, if a panic prints several lines.
    package private(set) var crash: CrashText?
    /// Whether the ROM waits for a flasher.
    package private(set) var isInDownloadMode = false
    /// Whether the bootloader or the ROM found nothing to start, and has loaded nothing since.
    package private(set) var hasNothingToBoot = false
    /// Whether a reset was seen and no NodeMCU banner after it.
    package private(set) var isBooting = false

    /// The last errors of the log.
    package private(set) var errors: [LogLine] = []
    /// How many errors of the log were seen in all.
    package private(set) var errorCount = 0
    private static let mostErrors = 16

    /// Whether the board has neither reset nor shown a prompt since the crash.
    private var isCrashing = false
    private var resetsInARow = 0
    private var promptSince: TransportInstant?

    /// Makes a monitor that has seen nothing.
    package init() {}

    /// The crash after which the board has not restarted yet, as when its port disappears with it; `nil` if there is none.
    package var pendingCrash: CrashText? {
        isCrashing ? crash : nil
    }

    /// Whether the board resets again and again without reaching a prompt that lasts.
    package var isCrashLooping: Bool {
        resetsInARow >= Self.loopResets
    }

    /// The board answers questions, or is about to reset on request: the count of resets starts again.
    package mutating func endRow() {
        resetsInARow = 0
    }

    /// Takes the next event and the moment at which it came.
    package mutating func note(_ event: REPLEvent, at now: TransportInstant) {
        switch event {
        case .prompt:
            (isBooting, isCrashing) = (false, false)
            if promptSince == nil { promptSince = now }
        case .boot(let text):
            note(text, at: now)
        case .crash(let crash):
            guard !isCrashing, crash.kind != .rebooting, crash.kind != .backtrace else { break }
            (self.crash, isCrashing) = (crash, true)
        case .log(let log):
            record.add(log)
            guard log.level == .error else { break }
            errorCount += 1
            errors = errors.suffix(Self.mostErrors - 1) + [log]
        case .echo, .frame, .output, .luaError, .traceback:
            break
        }
    }

    private mutating func note(_ text: BootText, at now: TransportInstant) {
        record.add(text)
        switch text {
        case .rom: blameCrash()
        case .reset(_, _, let mode):
            blameCrash()
            countReset(at: now)
            if mode.hasPrefix("DOWNLOAD") { isInDownloadMode = true }
        case .downloadMode: isInDownloadMode = true
        case .nothingBootable, .invalidHeader: hasNothingToBoot = true
        case .banner:
            (isBooting, isInDownloadMode, hasNothingToBoot) = (false, false, false)
        case .loadedApp: hasNothingToBoot = false
        case .bootLoader, .partition, .notBootable, .appDescription: break
        }
    }

    /// The last crash is the reason for this start.
    private mutating func blameCrash() {
        guard isCrashing else { return }
        record.crash = crash
        isCrashing = false
    }

    private mutating func countReset(at now: TransportInstant) {
        let wasStable = promptSince.map { $0.duration(to: now) >= Self.stableAfter } ?? false
        resetsInARow = wasStable ? 1 : resetsInARow + 1
        resets += 1
        promptSince = nil
        // Firmware that was not found before the reset is still missing until something is loaded.
        (isBooting, isInDownloadMode) = (true, false)
    }
}

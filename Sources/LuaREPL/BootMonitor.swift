public import TransportCore

/// Watches what a board says for resets, crashes and crash loops.
///
/// A value without a clock: the moment of each event is an argument.
public struct BootMonitor: Sendable {
    /// So many resets without a lasting prompt between them are a crash loop.
    public static let loopResets = 3
    /// A prompt that lasts so long ends a row of resets.
    public static let stableAfter = Duration.seconds(5)

    /// What the board said since its last reset.
    public private(set) var record = BootRecord()
    /// How many resets were seen in all.
    public private(set) var resets = 0
    /// The last line that told of a crash.
    public private(set) var crash: CrashText?
    /// Whether the ROM waits for a flasher.
    public private(set) var isInDownloadMode = false
    /// Whether the boot loader or the ROM found nothing to start, and has loaded nothing since.
    public private(set) var hasNothingToBoot = false
    /// Whether a reset was seen and no NodeMCU banner after it.
    public private(set) var isBooting = false

    private var resetsInARow = 0
    private var promptSince: TransportInstant?

    /// Makes a monitor that has seen nothing.
    public init() {}

    /// Whether the board resets again and again without reaching a prompt that lasts.
    public var isCrashLooping: Bool {
        resetsInARow >= Self.loopResets
    }

    /// The board answers questions, or is about to reset since it was asked to: the row of resets starts anew.
    public mutating func endRow() {
        resetsInARow = 0
    }

    /// Takes the next event and the moment at which it came.
    public mutating func note(_ event: REPLEvent, at now: TransportInstant) {
        switch event {
        case .prompt:
            isBooting = false
            if promptSince == nil { promptSince = now }
        case .boot(let text):
            note(text, at: now)
        case .crash(let crash):
            if crash.kind != .rebooting, crash.kind != .backtrace { self.crash = crash }
        case .echo, .frame, .output, .luaError, .traceback, .log:
            break
        }
    }

    private mutating func note(_ text: BootText, at now: TransportInstant) {
        record.add(text)
        switch text {
        case .reset(_, _, let mode):
            countReset(at: now)
            if mode.hasPrefix("DOWNLOAD") { isInDownloadMode = true }
        case .downloadMode: isInDownloadMode = true
        case .nothingBootable, .invalidHeader: hasNothingToBoot = true
        case .banner:
            (isBooting, isInDownloadMode, hasNothingToBoot) = (false, false, false)
        case .loadedApp: hasNothingToBoot = false
        case .rom, .bootLoader, .partition, .notBootable, .appDescription: break
        }
    }

    private mutating func countReset(at now: TransportInstant) {
        let wasStable = promptSince.map { $0.duration(to: now) >= Self.stableAfter } ?? false
        resetsInARow = wasStable ? 1 : resetsInARow + 1
        resets += 1
        promptSince = nil
        // What was not found before the reset is still missing until something is loaded.
        (isBooting, isInDownloadMode) = (true, false)
    }
}

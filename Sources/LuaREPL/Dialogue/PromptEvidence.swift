/// What was observed on a board that showed no prompt.
public struct PromptEvidence: Sendable, Hashable {
    /// How many bytes were received.
    public var bytes = 0
    /// How many of them are neither printable ASCII, white space nor escape.
    public var unprintableBytes = 0
    /// The other line rate in bits per second at which a prompt answers; `nil` if none was found.
    public var answeringBaud: Int?
    /// Whether a line that was sent came back.
    public var sawEcho = false
    /// Whether something that looks like a prompt came.
    public var sawPrompt = false
    /// Whether a NodeMCU banner came.
    public var sawBanner = false
    /// How often the board reset.
    public var resets = 0
    /// The last crash that it reported.
    public var crash: CrashText?
    /// Its output since its last reset.
    public var boot = BootRecord()
    /// The last Lua error that it printed.
    public var luaError: String?

    /// The last lines received, without echoes; a prompt without a line end is the last of them.
    package var lines: [String] { tail.lines(without: "print(\"\\n\"") }
    /// What answers instead of NodeMCU; `nil` if that is not known.
    package var foreignConsole: ForeignConsole? {
        // A starting board may print anything, and its prompt is still to come.
        sawBanner ? nil : ForeignConsole(lines: lines)
    }
    private var tail = ConsoleTail()

    /// Makes evidence of silence.
    public init() {}

    /// Whether what came looks like text at another line rate.
    public var isGarbage: Bool {
        bytes >= 4 && unprintableBytes * 4 >= bytes
    }

    /// Takes what is unprintable for no sign of another line rate, and no line of it for one of the board's.
    package mutating func forgetGarbage() {
        if isGarbage { tail = ConsoleTail() }
        unprintableBytes = 0
    }

    mutating func note(_ bytes: [UInt8], _ received: ReceivedBytes) {
        self.bytes += received.count
        unprintableBytes += received.unprintable
        tail.add(bytes)
    }

    mutating func note(_ event: REPLEvent) {
        switch event {
        case .prompt: sawPrompt = true
        case .echo: sawEcho = true
        case .luaError(let message): luaError = message
        case .boot(.banner): sawBanner = true
        case .frame, .output, .traceback, .log, .boot, .crash: break
        }
    }
}

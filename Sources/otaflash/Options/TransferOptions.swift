public import ArgumentParser
public import OTAUpgrade
import Reports

/// How the image is sent, and how long the phases may take.
struct TransferOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "lines at the prompt, or binary frames that bypass it. (default: what suits the board's console)",
            valueName: "method"
        )
    )
    var method: TransferMethod?

    @Option(
        help: ArgumentHelp(
            "The line rate of the transfer only: a number, keep, or auto, which uses a faster rate if it works.",
            valueName: "bps"
        )
    )
    var transferBaud = TransferBaud.automatic

    @Flag(help: "Send the image uncompressed, even if compression would be faster.")
    var noCompress = false

    @Option(
        help: ArgumentHelp(
            "The most lines in flight; 1 waits for each acknowledgement. (default: what the console can buffer)",
            valueName: "lines"
        )
    )
    var window: Int?

    @Option(help: ArgumentHelp("How long the board may take to erase the slot.", valueName: "seconds"))
    var commenceTimeout = Seconds(120)

    @Option(help: ArgumentHelp("How long the transfer may stall.", valueName: "seconds"))
    var stallTimeout = Seconds(30)

    @Option(help: ArgumentHelp("How long the board may take to check the image.", valueName: "seconds"))
    var completeTimeout = Seconds(60)

    @Option(help: ArgumentHelp("How long the new firmware may take to reach its prompt.", valueName: "seconds"))
    var rebootTimeout = Seconds(60)

    mutating func validate() throws {
        if case .rate(let baud) = transferBaud, !(9600...5_000_000).contains(baud) {
            throw ValidationError("--transfer-baud takes a rate between 9600 and 5000000, not \(baud).")
        }
        if let window, !(1...64).contains(window) {
            throw ValidationError("--window takes a number of lines between 1 and 64, not \(window).")
        }
    }

    func apply(to options: inout UpgradeOptions) {
        options.method = method
        options.compresses = !noCompress
        options.transferBaud = transferBaud
        options.window = window
        options.limits.commence = commenceTimeout.duration
        options.limits.stall = stallTimeout.duration
        options.limits.complete = completeTimeout.duration
        options.limits.reboot = rebootTimeout.duration
    }
}

extension TransferMethod: ExpressibleByArgument {}

extension TransferBaud: ExpressibleByArgument {
    /// Reads `auto`, `keep` or a number.
    public init?(argument: String) {
        switch argument {
        case "auto": self = .automatic
        case "keep": self = .unchanged
        default:
            guard let baud = Int(argument) else { return nil }
            self = .rate(baud)
        }
    }

    /// The word in the help.
    public var defaultValueDescription: String {
        switch self {
        case .automatic: "auto"
        case .unchanged: "keep"
        case .rate(let baud): "\(baud)"
        }
    }
}

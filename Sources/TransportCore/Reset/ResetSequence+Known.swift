extension ResetSequence {
    private static let idle = Step.both(ModemLines(dtr: false, rts: false))
    private static let reset = Step.both(ModemLines(dtr: false, rts: true))
    private static let boot = Step.both(ModemLines(dtr: true, rts: false))
    private static let all = Step.both(ModemLines(dtr: true, rts: true))
    private static let pulse = Step.wait(.milliseconds(100))

    /// Two transistors, into the application: EN low with the boot pin high, then both released at once.
    public static let classicIntoApplication = ResetSequence(known: [reset, pulse, idle])

    /// USB-Serial-JTAG, into the application: the first step clears the download flag.
    public static let usbSerialJTAGIntoApplication = ResetSequence(
        known: [idle, reset, .wait(.milliseconds(200)), idle]
    )

    // esptool's sequences, by its own names (`esptool 5.0.2 reset.py`); the first three lead into download mode.

    /// Into download mode, one line after the other.
    public static let esptoolClassic = ResetSequence(
        known: [.dtr(false), .rts(true), pulse, .dtr(true), .rts(false), .wait(.milliseconds(50)), .dtr(false)]
    )
    /// Into download mode, both lines at once.
    public static let esptoolUnixTight = ResetSequence(
        known: [idle, all, reset, pulse, boot, .wait(.milliseconds(50)), idle, .dtr(false)]
    )
    /// Into download mode, for USB-Serial-JTAG; the steps go through (1, 1), since (0, 0) would clear the flag.
    public static let esptoolUSBSerialJTAG = ResetSequence(
        known: [
            .rts(false), .dtr(false), pulse, .dtr(true), .rts(false), pulse, .rts(true), .dtr(false), .rts(true),
            pulse, .dtr(false), .rts(false),
        ]
    )
    /// Into the application, if both lines are released before.
    public static let esptoolHard = ResetSequence(known: [.rts(true), pulse, .rts(false)])
}

extension ResetCircuit {
    /// The sequence that resets a board into its application through this circuit; `nil` if the lines cannot reset it,
    /// so that `node.restart()` or the reset button is needed.
    public var intoApplication: ResetSequence? {
        switch self {
        case .classic, .directRTS: .classicIntoApplication
        case .usbSerialJTAG: .usbSerialJTAGIntoApplication
        case .cdc, .none: nil
        }
    }

    /// The state to which the lines must be set after opening the port, so that the board runs; `nil` if the state that
    /// the kernel's open leaves, both asserted, is right.
    public var linesAfterOpening: ModemLines? {
        self == .directRTS ? ModemLines(dtr: false, rts: false) : nil
    }
}

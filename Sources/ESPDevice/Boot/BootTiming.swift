/// How long a board takes to start, apart from printing its text.
///
/// With the defaults and a small application the first prompt comes about a second after the reset at 115200 baud. With
/// a real application of 1.1 MB the bootloader takes nearly half a second more to verify it.
public struct BootTiming: Sendable, Hashable {
    /// The rate of the text, in baud; `nil` on a USB console, where printing takes no time.
    public var baud: Int?
    /// From the reset to the ROM's first line.
    public var rom: Duration
    /// From the ROM's last line to the bootloader's first.
    public var bootloader: Duration
    /// For reading and hashing 1 MiB of an image.
    public var verificationPerMegabyte: Duration
    /// From the bootloader's last line to the application's first.
    public var application: Duration
    /// From the application's start to NodeMCU's banner: drivers, Wi-Fi, file system.
    public var nodeMCU: Duration
    /// For formatting an unused file system.
    public var formatting: Duration
    /// From the application's start to its crash, if it is to crash.
    public var crash: Duration
    /// For the flash operations of the bootloader.
    public var flash: FlashTiming

    /// Makes timings.
    public init(
        baud: Int? = 115_200,
        rom: Duration = .milliseconds(5),
        bootloader: Duration = .milliseconds(15),
        verificationPerMegabyte: Duration = .milliseconds(400),
        application: Duration = .milliseconds(20),
        nodeMCU: Duration = .milliseconds(500),
        formatting: Duration = .seconds(6),
        crash: Duration = .milliseconds(200),
        flash: FlashTiming = FlashTiming()
    ) {
        self.baud = baud
        self.rom = rom
        self.bootloader = bootloader
        self.verificationPerMegabyte = verificationPerMegabyte
        self.application = application
        self.nodeMCU = nodeMCU
        self.formatting = formatting
        self.crash = crash
        self.flash = flash
    }

    /// How long `count` bytes take on the wire, with a start and a stop bit each.
    func wire(bytes: Int) -> Duration {
        baud.map { .seconds(1) * (bytes * 10) / $0 } ?? .zero
    }

    /// How long one step of the board's code takes, apart from what it prints.
    func duration(of step: DeviceStep) -> Duration {
        switch step {
        case .log: .zero
        case .read(let bytes): verificationPerMegabyte * bytes / 0x10_0000
        case .flash(let operation): flash.duration(of: operation)
        }
    }
}

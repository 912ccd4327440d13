/// How long the phases of an upgrade may take.
public struct UpgradeLimits: Sendable, Hashable {
    /// Until a prompt answers; the board may still be starting.
    public var connect = Duration.seconds(15)
    /// Erasing a slot: usually about 5 s, up to 100 s by the flash driver's own limits
    /// (`ESP-IDF 5.1.3 spi_flash_chip_generic.c`).
    public var commence = Duration.seconds(120)
    /// Without an answer during the transfer; three times as long for a board that answers but makes no progress.
    public var stall = Duration.seconds(30)
    /// The board's verification of the image, which the board performs twice.
    public var complete = Duration.seconds(60)
    /// From the restart to the prompt of the new firmware, which may format a file system.
    public var reboot = Duration.seconds(60)

    /// Makes the default limits.
    public init() {}
}

/// How long the phases of an upgrade may take.
public struct UpgradeLimits: Sendable, Hashable {
    /// Until a prompt answers, with a board that may be starting.
    public var connect = Duration.seconds(15)
    /// The erase of a slot: some 5 s as a rule, up to 100 s by the flash driver's own limits
    /// (`ESP-IDF 5.1.3 spi_flash_chip_generic.c`).
    public var commence = Duration.seconds(120)
    /// Without an answer in the transfer; a board that answers and gets no further has three times as long.
    public var stall = Duration.seconds(30)
    /// The board's verification of the image, which it does twice.
    public var complete = Duration.seconds(60)
    /// From the restart to the prompt of the new firmware, which may format a file system.
    public var reboot = Duration.seconds(60)

    /// Makes the default limits.
    public init() {}
}

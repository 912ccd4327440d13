/// How a board and its firmware were built.
public struct DeviceConfiguration: Sendable, Hashable {
    /// The board's chip.
    public var chip: ChipModel
    /// Its revision, major * 100 + minor.
    public var revision: Int
    /// The revision of its calibration data.
    public var efuseBlockRevision: Int
    /// Which ESP-IDF bootloader and firmware were built with.
    public var release: IDFRelease
    /// Which Lua the firmware has.
    public var lua: LuaBuild
    /// The bootloader's options.
    public var bootloader: BootloaderSettings
    /// The firmware's options; those of every firmware that runs on the board.
    public var application: ApplicationSettings
    /// How long coming up takes.
    public var timing: BootTiming
    /// The date in NodeMCU's banner; `nil` for the usual one of the release.
    public var buildDate: String?
    /// For how many updates that were begun and not ended there is memory; `otaupgrade.commence` leaks one each time.
    public var updateMemory: Int

    /// Makes a configuration; the revision is the chip's usual one where none is given.
    public init(
        chip: ChipModel = .esp32,
        revision: Int? = nil,
        efuseBlockRevision: Int = 0,
        release: IDFRelease = .v5_1_3,
        lua: LuaBuild = .lua53,
        bootloader: BootloaderSettings = BootloaderSettings(),
        application: ApplicationSettings = ApplicationSettings(),
        timing: BootTiming = BootTiming(),
        buildDate: String? = nil,
        updateMemory: Int = 2000
    ) {
        self.chip = chip
        self.revision = revision ?? chip.usualRevision
        self.efuseBlockRevision = efuseBlockRevision
        self.release = release
        self.lua = lua
        self.bootloader = bootloader
        self.application = application
        self.timing = timing
        self.buildDate = buildDate
        self.updateMemory = updateMemory
    }

    func verifier(_ side: ImageVerifier.Side, after reason: ResetReason = .powerOn) -> ImageVerifier {
        ImageVerifier(
            chip: chip,
            revision: revision,
            efuseBlockRevision: efuseBlockRevision,
            release: release,
            side: side,
            wakesFromDeepSleep: reason == .deepSleep
        )
    }
}

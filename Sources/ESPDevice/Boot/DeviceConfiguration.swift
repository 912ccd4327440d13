/// The build settings of a board and its firmware.
package struct DeviceConfiguration: Sendable, Hashable {
    /// The board's chip.
    package var chip: ChipModel
    /// Its revision, major * 100 + minor.
    package var revision: Int
    /// The revision of the chip's calibration data.
    package var efuseBlockRevision: Int
    /// The ESP-IDF version of bootloader and firmware.
    package var release: IDFRelease
    /// The firmware's Lua.
    package var lua: LuaBuild
    /// The bootloader's options.
    package var bootloader: BootloaderSettings
    /// The options of every firmware that runs on the board.
    package var application: ApplicationSettings
    /// How long a start takes.
    package var timing: BootTiming
    /// The date in NodeMCU's banner; `nil` for the release's default.
    package var buildDate: String?
    /// How many unfinished updates fit in memory; each `otaupgrade.commence` leaks one.
    package var updateMemory: Int

    /// Creates a configuration; the default revision depends on the chip.
    package init(
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

/// The check of an application image as ESP-IDF does it, on what stands in flash.
///
/// Sources: ESP-IDF 3.3.4, 4.4.6, 5.1.3 and 5.3.2 `esp_image_format.c`, `bootloader_common_loader.c`. What it does not ask for:
/// the application's descriptor, the entry point, and what stands behind the image.
public struct ImageVerifier: Sendable {
    /// Which build of ESP-IDF's code looks.
    public enum Side: Sendable, Hashable {
        /// `esp_ota_end` and `esp_ota_set_boot_partition`.
        case application
        /// The bootloader, which loads the image into memory as well and therefore checks the addresses.
        case bootloader
    }

    /// The board's chip.
    public var chip: ChipModel
    /// Its revision, major * 100 + minor.
    public var revision: Int
    /// The revision of its calibration data, which ESP-IDF 5.3 asks for on every chip but ESP32.
    public var efuseBlockRevision: Int
    /// Whose code it is.
    public var release: IDFRelease
    /// Which build of it.
    public var side: Side
    /// Whether the chip wakes from deep sleep: then the bootloader leaves RTC memory alone.
    public var wakesFromDeepSleep: Bool

    /// Makes a verifier.
    public init(
        chip: ChipModel,
        revision: Int,
        efuseBlockRevision: Int = 0,
        release: IDFRelease,
        side: Side,
        wakesFromDeepSleep: Bool = false
    ) {
        self.chip = chip
        self.revision = revision
        self.efuseBlockRevision = efuseBlockRevision
        self.release = release
        self.side = side
        self.wakesFromDeepSleep = wakesFromDeepSleep
    }

    /// Looks over what stands in a partition.
    /// - Parameter silently: whether most lines are left out; some are printed all the same, as by ESP-IDF.
    public func verify(_ partition: Range<Int>, of flash: FlashChip, silently: Bool = false) -> ImageVerdict {
        var verification = ImageVerification(self, partition, flash, silently)
        let problem = verification.run()
        return ImageVerdict(problem: problem, steps: verification.steps)
    }
}

/// ESP-IDF's verification of an application image in flash.
///
/// Sources: ESP-IDF 3.3.4, 4.4.6, 5.1.3 and 5.3.2 `esp_image_format.c`, `bootloader_common_loader.c`. Like ESP-IDF it
/// ignores the application's descriptor, the entry point, and the bytes after the image.
package struct ImageVerifier: Sendable {
    /// The code that verifies.
    package enum Side: Sendable, Hashable {
        /// `esp_ota_end` and `esp_ota_set_boot_partition`.
        case application
        /// The bootloader, which also loads the image into RAM and therefore checks the addresses.
        case bootloader
    }

    /// The board's chip.
    package var chip: ChipModel
    /// Its revision, major * 100 + minor.
    package var revision: Int
    /// The revision of the calibration data, which ESP-IDF 5.3 checks on every chip except ESP32.
    package var efuseBlockRevision: Int
    /// The ESP-IDF version.
    package var release: IDFRelease
    /// The code that verifies.
    package var side: Side
    /// Whether the chip wakes from deep sleep: the bootloader then leaves RTC memory unchanged.
    package var wakesFromDeepSleep: Bool

    /// Makes a verifier.
    package init(
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

    /// Verifies the content of a partition.
    /// - Parameter silently: whether to omit most lines; like ESP-IDF, it still prints some.
    package func verify(_ partition: Range<Int>, of flash: FlashChip, silently: Bool = false) -> VerificationResult {
        var verification = ImageVerification(self, partition, flash, silently)
        let problem = verification.run()
        return VerificationResult(problem: problem, steps: verification.steps)
    }
}

package import ESPImage

/// A firmware that has started: its partition, and its access to the flash.
///
/// It is valid until the next reset.
package struct RunningFirmware {
    /// The partition it runs from.
    package let partition: Partition
    /// Its descriptor; `nil` for an image without one.
    package let description: AppDescription?
    /// Its `otaupgrade`.
    package let otaupgrade: OTAUpgradeModule
}

public import ESPImage

/// A firmware that has come up: where it runs from, and what it can do to the flash.
///
/// The next reset ends it.
public struct RunningFirmware {
    /// The partition it runs from.
    public let partition: Partition
    /// What it says of itself; `nil` for an image without a descriptor.
    public let description: AppDescription?
    /// Its `otaupgrade`.
    public let otaupgrade: OTAUpgradeModule
}

public import ESPImage

/// A firmware that has started: its partition, and its access to the flash.
///
/// It is valid until the next reset.
public struct RunningFirmware {
    /// The partition it runs from.
    public let partition: Partition
    /// Its descriptor; `nil` for an image without one.
    public let description: AppDescription?
    /// Its `otaupgrade`.
    public let otaupgrade: OTAUpgradeModule
}

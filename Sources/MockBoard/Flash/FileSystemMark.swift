import ESPImage

/// What a mock board leaves in its file system's partition, so that it knows the next time that it was formatted.
///
/// The files themselves are not kept in flash.
enum FileSystemMark {
    static let bytes = Array("mock SPIFFS".utf8)
}

extension DevicePartitions {
    /// The partition of NodeMCU's file system: SPIFFS as ESP-IDF knows it, or in NodeMCU's own type.
    var fileSystem: Partition? { first(.data, 0x82) ?? first(.nodeMCU, 0x00) }

    /// Whether there is a place for Lua code in flash (LFS).
    var hasFlashStore: Bool { first(.nodeMCU, 0x01) != nil }
}

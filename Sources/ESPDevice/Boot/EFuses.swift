/// The chip's eFuses that this board uses; their bits can be set but never cleared.
package struct EFuses: Sendable, Hashable {
    /// The minimum secure version that anti-rollback accepts.
    ///
    /// It is stored as the number of burnt bits, so it only grows.
    package private(set) var secureVersion: UInt32

    /// Creates a chip's eFuses.
    package init(secureVersion: UInt32 = 0) {
        self.secureVersion = secureVersion
    }

    /// Raises the secure version.
    ///
    /// Source: ESP-IDF 5.1.3 `esp_efuse_fields.c`, `esp_efuse_update_secure_version`.
    /// - Parameters:
    ///   - version: the new version; the current one changes nothing.
    ///   - bits: the number of bits for it in the chip.
    ///   - log: receives the log line.
    /// - Throws: `invalidArgument` for a version with more bits than the chip has; `failed` for one below the current
    ///   one.
    mutating func raise(to version: UInt32, bits: Int, log: (ESPLogLine) -> Void) throws(DeviceFailure) {
        guard version <= UInt32(bits) else {
            log(
                ESPLogLine(
                    .error,
                    "efuse",
                    "Max secure version is \(bits). Given \(version) version can not be written."
                )
            )
            throw .code(.invalidArgument)
        }
        guard version >= secureVersion else {
            log(
                ESPLogLine(
                    .error,
                    "efuse",
                    "Anti-rollback is not set. secure_version of app is lower that eFuse field(\(secureVersion))."
                )
            )
            throw .code(.failed)
        }
        guard version > secureVersion else { return }
        secureVersion = version
        log(ESPLogLine(.info, "efuse", "Anti-rollback is set. eFuse field is updated(\(version))."))
    }
}

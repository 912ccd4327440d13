/// The bits of a chip that can only ever be set: of those, the ones that this board uses.
public struct EFuses: Sendable, Hashable {
    /// The lowest secure version of an application that anti-rollback lets run.
    ///
    /// It is burnt as a row of bits, so it only grows.
    public private(set) var secureVersion: UInt32

    /// Makes a chip's fuses.
    public init(secureVersion: UInt32 = 0) {
        self.secureVersion = secureVersion
    }

    /// Raises the secure version.
    ///
    /// Source: ESP-IDF 5.1.3 `esp_efuse_fields.c`, `esp_efuse_update_secure_version`.
    /// - Parameters:
    ///   - version: the new version; the burnt one again changes nothing.
    ///   - bits: how many bits the chip has for it.
    ///   - log: takes what is printed.
    /// - Throws: `invalidArgument` for a version with more bits than there are; `failed` for one below the burnt one.
    mutating func raise(to version: UInt32, bits: Int, log: (LogLine) -> Void) throws(DeviceFailure) {
        guard version <= UInt32(bits) else {
            log(
                LogLine(
                    .error,
                    "efuse",
                    "Max secure version is \(bits). Given \(version) version can not be written."
                )
            )
            throw .code(.invalidArgument)
        }
        guard version >= secureVersion else {
            log(
                LogLine(
                    .error,
                    "efuse",
                    "Anti-rollback is not set. secure_version of app is lower that eFuse field(\(secureVersion))."
                )
            )
            throw .code(.failed)
        }
        guard version > secureVersion else { return }
        secureVersion = version
        log(LogLine(.info, "efuse", "Anti-rollback is set. eFuse field is updated(\(version))."))
    }
}

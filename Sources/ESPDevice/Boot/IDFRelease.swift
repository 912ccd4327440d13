/// The ESP-IDF versions of NodeMCU's firmware lines, which determine the behaviour and the output of the bootloader and
/// the OTA functions.
package enum IDFRelease: String, Sendable, Hashable, CaseIterable {
    /// `dev-esp32-idf3-final`; ESP32 only.
    case v3_3_4 = "v3.3.4"
    /// `dev-esp32-idf4-legacy`.
    case v4_4_6 = "v4.4.6"
    /// `dev-esp32` up to December 2024.
    case v5_1_3 = "v5.1.3"
    /// `dev-esp32` with the `console` module.
    case v5_3_2 = "v5.3.2"

    /// Whether an empty write without a handle fails (ESP-IDF 5.1.3 returns before it looks for the handle).
    var emptyWriteNeedsHandle: Bool { self == .v3_3_4 || self == .v4_4_6 }

    /// Whether the firmware's standard output ends its lines with CR LF.
    ///
    /// This is ESP-IDF's default; `sdkconfig.defaults` of the newer lines selects LF.
    package var standardOutputHasCarriageReturns: Bool { self == .v3_3_4 || self == .v4_4_6 }
}

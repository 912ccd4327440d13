/// A chip of the ESP32 family: what an image is built for and what a board has.
///
/// The raw value is the name that ESP-IDF and command lines use (`esp32s3`).
public enum Chip: String, Sendable, Hashable, CaseIterable {
    case esp32
    case esp32s2
    case esp32s3
    case esp32c2
    case esp32c3
    case esp32c5
    case esp32c6
    case esp32c61
    case esp32h2
    case esp32h21
    case esp32h4
    case esp32p4
    case esp32s31
    case esp32e22

    /// The display name, `ESP32-S3`.
    public var displayName: String {
        self == .esp32 ? "ESP32" : "ESP32-" + rawValue.dropFirst(5).uppercased()
    }

    /// Finds a chip by the number in an image's header.
    public init?(imageID: UInt16) {
        guard let chip = Self.allCases.first(where: { $0.imageID == imageID }) else { return nil }
        self = chip
    }

    /// Finds a chip by the names that people and boards use.
    ///
    /// Accepts option names (`esp32s3`), display names (`ESP32-S3`), what NodeMCU's `node.chipmodel()` prints (the
    /// option name: `nodemcu-firmware dev-esp32 node.c` pushes `CONFIG_IDF_TARGET`), and the names of chips and
    /// modules in boot logs and in esptool's output, which carry a variant (`ESP32-D0WD-V3`, `ESP32-PICO-D4`,
    /// `ESP32-S3FH4R2`, `ESP32-C3-MINI-1`, `ESP32-S3 (QFN56) (revision v0.2)`).
    public init?(name: some StringProtocol) {
        let name = name.uppercased()
        guard name.hasPrefix("ESP32") else { return nil }
        var rest = name.dropFirst(5)
        if let first = rest.first, "-_ ".contains(first) { rest.removeFirst() }
        let letter = rest.prefix { $0.isASCII && $0.isLetter }.prefix(1)
        let series = letter + (letter.isEmpty ? "" : rest.dropFirst().prefix { $0.isASCII && $0.isNumber })
        if let chip = Self(rawValue: "esp32" + series.lowercased()) {
            guard chip != .esp32 || rest.first?.isNumber != true else { return nil }
            self = chip
        } else if Self.variantsOfESP32.contains(String(series)) {
            self = .esp32
        } else {
            return nil
        }
    }

    /// How the names of the first ESP32's variants continue: D0WD, D2WD, U4WDH, S0WD; PICO, WROOM and WROVER, MINI, SOLO,
    /// DevKit.
    private static let variantsOfESP32: Set<String> = ["D0", "D2", "U4", "S0", "P", "W", "M", "S", "D"]
}

package import ESPDevice

/// Log lines in the middle of other output, like those of the Wi-Fi libraries.
public struct FaultNoise: Sendable, Hashable {
    /// The approximate interval between lines.
    public let interval: Duration
    /// The seed of the random choices.
    public let seed: UInt64

    /// Creates a source of noise.
    public init(interval: Duration, seed: UInt64) {
        self.interval = interval
        self.seed = seed
    }

    /// Line `number`, counted from 0, and its delay after the previous one: between 0.5 and 1.5 intervals.
    package func event(_ number: Int) -> (gap: Duration, line: ESPLogLine) {
        let chance = SeededChance.number(seed: seed, place: UInt64(number))
        let gap = interval / 2 + interval * Int(chance % 1024) / 1024
        return (gap, Self.lines[Int(chance >> 32) % Self.lines.count])
    }

    private static let lines = [
        ESPLogLine(.info, "wifi", "state: auth -> assoc (0)", isFromLibrary: true),
        ESPLogLine(.info, "wifi", "state: assoc -> run (10)", isFromLibrary: true),
        ESPLogLine(.info, "wifi", "new:<6,0>, old:<1,0>, ap:<255,255>, sta:<6,0>, prof:1", isFromLibrary: true),
        ESPLogLine(.info, "wifi", "pm start, type: 1", isFromLibrary: true),
        ESPLogLine(.info, "wifi", "bcn_timeout,ap_probe_send_start", isFromLibrary: true),
        ESPLogLine(.info, "esp_netif_handlers", "sta ip: 192.168.4.17, mask: 255.255.255.0, gw: 192.168.4.1"),
        ESPLogLine(
            .warning,
            "phy_init",
            "failed to load RF calibration data (0x1102), falling back to full calibration"
        ),
        ESPLogLine(.error, "uart", "uart driver error"),
    ]
}

/// The firmware line of a board; each has a different console.
public enum Dialect: String, Sendable, Hashable, CaseIterable {
    /// NodeMCU on ESP-IDF 3.3 (`dev-esp32-idf3-final`): Lua 5.1 on the ESP32; merges lines that arrive early.
    case idf3
    /// NodeMCU on ESP-IDF 4.4 (`dev-esp32-idf4-legacy`), and `dev-esp32` until early 2024.
    case idf4
    /// NodeMCU `dev-esp32` on ESP-IDF 5.1 until December 2024.
    case idf5
    /// NodeMCU `dev-esp32` since December 2024, with the `console` module.
    case console
}

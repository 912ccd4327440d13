/// The limits of one line of console input.
package enum REPLLine {
    /// The most bytes before the newline.
    ///
    /// The editor's buffer has 256 bytes; the 256th byte before a newline silently discards the first 255, and the rest is
    /// executed as a line (`nodemcu-firmware dev-esp32 linput.c`, `LUA_MAXINPUT`).
    package static let capacity = 255
}

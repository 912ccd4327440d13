/// The limits of one line of console input.
public enum REPLLine {
    /// The most bytes that may stand before the newline.
    ///
    /// The editor's buffer has 256 bytes; the 256th byte before a newline throws the first 255 away without a word and
    /// what follows is executed as a line (`nodemcu-firmware dev-esp32 linput.c`, `LUA_MAXINPUT`).
    public static let capacity = 255
}

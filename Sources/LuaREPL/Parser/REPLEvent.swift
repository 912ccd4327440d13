/// One item of a board's console output.
package enum REPLEvent: Sendable, Hashable {
    /// The board waits for a line.
    case prompt(REPLPrompt)
    /// A line that the parser was told to expect came back.
    case echo([UInt8])
    /// A line of the dialogue's own, without the mark that it starts with.
    case frame([UInt8])
    /// A line that a program printed, without its line end.
    case output([UInt8])
    /// A Lua error's message, without prefix and traceback.
    case luaError(String)
    /// A line of the traceback that follows a Lua error.
    case traceback(String)
    /// A line of ESP-IDF's log, cut out of the line that it interrupted.
    case log(LogLine)
    /// Part of the text between a reset and the first prompt.
    case boot(BootText)
    /// Part of the text of a crash.
    case crash(CrashText)
}

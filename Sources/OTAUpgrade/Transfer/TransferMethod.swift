/// How an image can be sent to a board.
public enum TransferMethod: String, Sendable, Hashable, CaseIterable {
    /// Lines at the Lua prompt; works everywhere.
    case lines
    /// Raw frames through `uart.on` or `console.on`, which bypass the prompt.
    case frames
}

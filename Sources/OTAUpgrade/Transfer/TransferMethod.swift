/// The ways in which an image can go to a board.
public enum TransferMethod: String, Sendable, Hashable, CaseIterable {
    /// Lines at the Lua prompt; works everywhere.
    case lines
    /// Raw frames through `uart.on` or `console.on`, past the prompt.
    case frames
}

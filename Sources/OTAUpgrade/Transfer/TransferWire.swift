import LuaREPL

/// How lines of the transfer reach the board: at its prompt, or as raw frames that bypass it.
protocol TransferWire: Sendable {
    /// The name in reports and on the command line.
    var method: TransferMethod { get }
    /// Prepares the board to accept lines in this wire's form.
    /// - Parameter direct: whether the board writes whole pages at once.
    func enter(_ dialogue: REPLDialogue, direct: Bool) async throws(REPLError)
    /// Verifies that the connection does not change lines of this wire.
    /// - Throws: `noAnswer` if it changes them.
    func verify(_ dialogue: REPLDialogue) async throws(REPLError)
    /// Restores the prompt, whatever state the transfer has left the board in.
    func leave(_ dialogue: REPLDialogue) async
    /// An order, which the board answers with its number.
    func order(_ order: TransferOrder, number: Int) -> [UInt8]
    /// A line that carries a payload; the payload must contain no byte that needs an escape.
    /// - Parameter direct: whether the board writes whole pages at once.
    func line(check: [UInt8], cleanPayload: [UInt8], direct: Bool) -> [UInt8]
    /// How many bytes of clean payload fit a line.
    var cleanCapacity: Int { get }
    /// The longest line that carries a part of the image as it is.
    /// - Parameter direct: whether the board writes whole pages at once.
    func plainLine(_ image: [UInt8], from offset: Int, direct: Bool) -> TransferLine
}

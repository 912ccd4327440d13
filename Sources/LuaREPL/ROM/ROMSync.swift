/// The request that only a chip's ROM in download mode answers (Espressif's serial protocol: SYNC).
///
/// Requests and replies are framed by 0xC0 at both ends.
package enum ROMSync {
    /// The operation, its length, and a pattern from which the ROM detects the line rate.
    package static let request: [UInt8] =
        [0xC0, 0x00, 0x08, 36, 0, 0, 0, 0, 0, 0x07, 0x07, 0x12, 0x20] + [UInt8](repeating: 0x55, count: 32) + [0xC0]

    /// The start of a reply: the direction, and the operation that it replies to.
    static let replyStart: [UInt8] = [0xC0, 0x01, 0x08]

    /// Whether the received bytes contain a reply to the request.
    package static func isAnswered(in received: [UInt8]) -> Bool {
        received.firstRange(of: replyStart) != nil
    }
}

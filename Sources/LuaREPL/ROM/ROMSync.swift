/// The request that a chip's ROM answers in download mode, and nothing else does (Espressif's serial protocol: SYNC).
///
/// Requests and replies are framed by 0xC0 at both ends.
package enum ROMSync {
    /// The operation, its length, and a pattern by which the ROM finds the line rate.
    package static let request: [UInt8] =
        [0xC0, 0x00, 0x08, 36, 0, 0, 0, 0, 0, 0x07, 0x07, 0x12, 0x20] + [UInt8](repeating: 0x55, count: 32) + [0xC0]

    /// What a reply starts with: the direction, and the operation that it replies to.
    static let replyStart: [UInt8] = [0xC0, 0x01, 0x08]

    /// Whether a reply to the request is among what came.
    package static func isAnswered(in received: [UInt8]) -> Bool {
        received.firstRange(of: replyStart) != nil
    }
}

/// The ROM's loader in download mode: it replies to SYNC, and to nothing else.
///
/// Frames start and end with 0xC0. The reply to SYNC comes eight times, with a status of four bytes (`esptool
/// loader.py`).
package struct ROMLoader {
    private static let frameEnd: UInt8 = 0xC0
    private static let longestFrame = 64
    private static let syncStart: [UInt8] = [0x00, 0x08, 36, 0]
    private static let syncReply: [UInt8] = [0xC0, 0x01, 0x08, 4, 0, 0x07, 0x07, 0x12, 0x20, 0, 0, 0, 0, 0xC0]

    private var frame: [UInt8] = []

    package init() {}

    /// Takes a byte; returns the ROM's reply if it completes a frame.
    package mutating func take(_ byte: UInt8) -> [UInt8] {
        guard byte == Self.frameEnd else {
            if frame.count < Self.longestFrame { frame.append(byte) }
            return []
        }
        defer { frame.removeAll() }
        guard frame.starts(with: Self.syncStart), frame.count == 44 else { return [] }
        return [[UInt8]](repeating: Self.syncReply, count: 8).flatMap(\.self)
    }
}

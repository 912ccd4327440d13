/// The check of one chunk: 14 bits over its bytes, its length and its offset in the image.
///
/// A Fletcher sum in groups of eight, the cheapest sum in Lua that detects swapped bytes and lost runs; the board
/// computes the same in `receiver.lua`. A chunk that arrives twice or at the wrong offset fails it.
enum ChunkCheck {
    static let modulus = 16381

    static func value(of payload: some Collection<UInt8>, at offset: Int) -> Int {
        var first = payload.count + offset % modulus
        var second = 0
        for byte in payload {
            first += Int(byte)
            second += first
        }
        // The board adds the zero bytes that fill the last group.
        second += first * ((8 - payload.count % 8) % 8)
        return (first + second * 3) % modulus
    }

    /// The check as the two bytes that go before the payload; both are above 127 and need no escape.
    static func bytes(of payload: some Collection<UInt8>, at offset: Int) -> [UInt8] {
        let value = value(of: payload, at: offset)
        return [UInt8(128 + value / 128), UInt8(128 + value % 128)]
    }
}

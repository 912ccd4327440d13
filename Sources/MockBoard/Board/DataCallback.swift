/// An application's callback for the console's bytes.
struct DataCallback {
    /// How many bytes to collect per call; 0 for each byte as it comes.
    var count = 0
    /// The byte that ends each piece.
    var end: UInt8?
    /// The function; `nil` if there is none.
    var reference: Int32?
    /// The bytes since the last call.
    var bytes: [UInt8] = []
    /// The capacity of the buffer in bytes; `nil` if there is no buffer, and bytes are lost.
    var room: Int?

    /// Takes a byte; returns whether the function is due.
    mutating func take(_ byte: UInt8) -> Bool {
        guard let room else { return false }
        bytes.append(byte)
        return bytes.count >= (end != nil && count == 0 ? room : count) || byte == end
    }

    mutating func takeBytes() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }
}

/// What an application has asked to be told of the console's bytes.
struct DataCallback {
    /// How many bytes it wants at a time; 0 for each one as it comes.
    var count = 0
    /// The byte up to which it wants them.
    var end: UInt8?
    /// The function; `nil` where nobody listens.
    var reference: Int32?
    /// What has come since the function was called last.
    var bytes: [UInt8] = []
    /// How many bytes there is room for; `nil` while there is no buffer, and what comes is lost.
    var room: Int?

    /// Takes a byte; whether the function is due.
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

/// A value that the board answered with.
package enum LuaValue: Sendable, Hashable {
    case `nil`
    case boolean(Bool)
    /// A number in the text that the board gave it; Lua versions and number types write them differently.
    case number(String)
    case string([UInt8])
    /// A table, function, userdata or thread, in the text that the board gave it.
    case other(String)

    /// The bytes of a string.
    package var bytes: [UInt8]? {
        guard case .string(let bytes) = self else { return nil }
        return bytes
    }

    /// The text of a string, with replacement characters for invalid UTF-8.
    package var text: String? {
        bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The value of a number without a fraction, even if the board writes it as `42.0`.
    package var integer: Int? {
        guard case .number(let text) = self else { return nil }
        if let integer = Int(text) { return integer }
        return Double(text).flatMap(Int.init(exactly:))
    }

    /// Whether Lua treats the value as true.
    package var isTruthy: Bool {
        self != .nil && self != .boolean(false)
    }

    /// The value as Lua's `tostring` wrote it.
    package var description: String {
        switch self {
        case .nil: "nil"
        case .boolean(let value): String(value)
        case .number(let text), .other(let text): text
        case .string(let bytes): String(decoding: bytes, as: UTF8.self)
        }
    }
}

extension LuaValue: CustomStringConvertible {}

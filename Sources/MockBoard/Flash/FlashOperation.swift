/// One erase or program command that a board gave its flash chip.
///
/// The chip does each of them whole, unless the power goes: between two operations the contents are as the first one
/// left them.
public struct FlashOperation: Sendable, Hashable {
    /// What the chip was told to do.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Clear bits in at most one page of 256 bytes.
        case program
        /// Set a sector of 4 KiB to FF.
        case eraseSector
        /// Set a block of 64 KiB to FF.
        case eraseBlock
    }

    /// Which code gave the command.
    public enum Origin: String, Sendable, Hashable, CaseIterable {
        /// The second-stage bootloader.
        case bootloader
        /// The firmware.
        case application
    }

    /// Which one it is since the chip was made, counted from 1.
    public let index: Int
    /// What is done.
    public let kind: Kind
    /// The first byte it touches.
    public let address: Int
    /// How many bytes it touches.
    public let length: Int
    /// Who wanted it.
    public let origin: Origin

    /// Makes an operation.
    public init(index: Int, kind: Kind, address: Int, length: Int, origin: Origin) {
        self.index = index
        self.kind = kind
        self.address = address
        self.length = length
        self.origin = origin
    }
}

extension FlashOperation: CustomStringConvertible {
    /// The operation for a trace: `7 eraseSector e000+1000 application`.
    public var description: String {
        "\(index) \(kind.rawValue) \(Printf.x(address))+\(Printf.x(length)) \(origin.rawValue)"
    }
}

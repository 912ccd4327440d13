/// One erase or program command that a board gave its flash chip.
///
/// The chip completes each operation unless the power fails: between two operations the content is as the first one
/// left it.
package struct FlashOperation: Sendable, Hashable {
    /// The command.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Clear bits in at most one page of 256 bytes.
        case program
        /// Set a sector of 4 KiB to FF.
        case eraseSector
        /// Set a block of 64 KiB to FF.
        case eraseBlock
    }

    /// The code that gave the command.
    package enum Origin: String, Sendable, Hashable, CaseIterable {
        /// The second-stage bootloader.
        case bootloader
        /// The firmware.
        case application
    }

    /// The number of the operation since the chip was created, counted from 1.
    package let index: Int
    /// The command.
    package let kind: Kind
    /// The first byte it touches.
    package let address: Int
    /// The number of bytes that it touches.
    package let length: Int
    /// The code that gave the command.
    package let origin: Origin

    /// Makes an operation.
    package init(index: Int, kind: Kind, address: Int, length: Int, origin: Origin) {
        self.index = index
        self.kind = kind
        self.address = address
        self.length = length
        self.origin = origin
    }
}

extension FlashOperation: CustomStringConvertible {
    /// The operation for a trace: `7 eraseSector e000+1000 application`.
    package var description: String {
        "\(index) \(kind.rawValue) \(Printf.x(address))+\(Printf.x(length)) \(origin.rawValue)"
    }
}

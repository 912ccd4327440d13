/// A sequence of tokens that produces the image up to some position of a line.
struct Arrival {
    /// The last step.
    enum Step: UInt8 {
        case start, literal, near, far, again
    }

    /// The bytes so far times 256, plus the steps that are more than a plain literal: of two sequences with the same number
    /// of bytes, the one that costs the board less is better.
    var cost: Int32
    /// The distance of the last copy; 0 before the first.
    var distance: Int32
    /// The position before the last step and which arrival there.
    var origin: Int16
    var slot: UInt8
    var step: Step
    var length: UInt8

    static let byteCost: Int32 = 256

    /// The bytes of payload so far.
    var size: Int { Int(cost >> 8) }
}

/// The files of a board's file system, which outlive a reset.
final class BoardFiles {
    var contents: [String: [UInt8]] = [:]
}

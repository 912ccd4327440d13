/// The files of a board's file system. They outlive a reset.
final class BoardFiles {
    var contents: [String: [UInt8]] = [:]
}

/// The files in a board's file system; they survive a reset.
final class BoardFiles {
    var contents: [String: [UInt8]] = [:]
}

import Foundation

/// Prints results without buffering, so that an aborted run has reported its findings.
enum Output {
    static func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}

import Foundation

/// Where results go, at once, so that a run that is cut off has told what it found.
enum Output {
    static func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}

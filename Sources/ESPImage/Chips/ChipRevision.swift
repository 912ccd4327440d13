/// A chip's silicon revision, `v3.1`.
public struct ChipRevision: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Counts changes that software can see.
    public var major: Int
    /// Counts the other changes.
    public var minor: Int

    /// Makes a revision.
    public init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Parses the form of image headers and of ESP-IDF: major × 100 + minor.
    public init(hundreds: UInt16) {
        major = Int(hundreds) / 100
        minor = Int(hundreds) % 100
    }

    /// The form of image headers and of ESP-IDF.
    package var hundreds: Int { major * 100 + minor }

    /// Whether the left revision is the older one.
    public static func < (left: ChipRevision, right: ChipRevision) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }

    /// The form that ESP-IDF and esptool print, `v3.1`.
    public var description: String { "v\(major).\(minor)" }
}

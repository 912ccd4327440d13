/// Something that takes bytes from outside, and what must be so for any bytes.
///
/// A body of this kind runs in two places: under the fuzzer, which looks for bytes that break it (`scripts/fuzz`), and
/// over the seeds in `Tests/Fuzz/Corpus` among the ordinary tests.
public protocol FuzzTarget: SendableMetatype {
    /// Its name: that of its folder of seeds, and what `scripts/fuzz` takes.
    static var name: String { get }

    /// Takes any bytes; returning means that everything held.
    ///
    /// A body keeps no state between calls and follows from nothing but its bytes, so that a finding can be replayed.
    /// - Throws: `BrokenProperty`.
    static func run(_ bytes: [UInt8]) throws(BrokenProperty)
}

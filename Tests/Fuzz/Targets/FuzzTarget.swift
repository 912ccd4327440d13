/// A parser of untrusted bytes, and the properties that must hold for any bytes.
///
/// A target runs in two places: under the fuzzer, which searches for bytes that break it (`scripts/fuzz`), and over the
/// seeds in `Tests/Fuzz/Corpus` in the ordinary tests.
public protocol FuzzTarget: SendableMetatype {
    /// The name of the target and of its seed folder, which `scripts/fuzz` takes.
    static var name: String { get }

    /// Takes any bytes, and returns if every property holds.
    ///
    /// A target keeps no state between calls and depends only on its bytes, so that a finding can be replayed.
    /// - Throws: `BrokenProperty`.
    static func run(_ bytes: [UInt8]) throws(BrokenProperty)
}

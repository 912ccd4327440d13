/// A version as people write it, to decide whether an upgrade would be a downgrade.
///
/// It may have a leading name (`v`, `release-`), numbers with dots, a day (`2024-05-20`, `2024.05.20`, `20240520`), a
/// calendar version (`2024.1.0`), a tail (`-rc1`, `-beta.2`, `-master_20151229`) and what `git describe` appends
/// (`-862-geedf`, `-dirty`, possibly cut at 31 bytes as in the app descriptor). What follows a `+` does not affect
/// the order.
///
/// The rules; the first difference decides:
/// 1. The same text is the same version.
/// 2. Leading names must be the same (`v` is ignored). A day with dashes or without separators has an order only
///    with days and calendar versions; a day with dots is a number like any other: `2023.12.9` < `2024.1.0`.
/// 3. Numbers compare one by one, missing ones as 0: `v1.2.10` > `1.2.9`, `1.2` = `1.2.0`.
/// 4. Tails compare word by word: numbers by value, single letters by the alphabet, `dev` < `alpha` < `beta` < `pre` <
///    `rc`. A tail that starts with one of those is older than no tail; a number after a day or after the same words is
///    newer than no number. Other differences between words have no order: a branch called `master` is neither older nor
///    newer than one called `release`.
/// 5. More commits since the same tag are newer. The same number of commits with different hashes, or with one dirty, has
///    no order.
///
/// A bare hash has no order with anything but itself.
package struct FirmwareVersion: Sendable, Hashable, CustomStringConvertible {
    /// The original text of the version.
    package let description: String

    var name = ""
    var isDay = false
    /// Whether a day is written with dots, as a calendar version is.
    var isDotted = false
    var numbers: [DecimalNumber] = []
    var tail: [Word] = []
    var commits = DecimalNumber("0")
    var hash: String?
    var isDirty = false

    /// The range of years.
    static let years = 1970...2099

    /// One run of a tail.
    enum Word: Sendable, Hashable {
        case number(DecimalNumber)
        case letters(String)
    }
}

extension FirmwareVersion {
    /// The order of one version relative to another.
    package enum Order: Sendable, Hashable {
        /// It is older.
        case older
        /// Both are the same.
        case same
        /// It is newer.
        case newer
    }
}

/// A version as people write it, for the question whether an upgrade would be a downgrade.
///
/// It may have a name in front (`v`, `release-`), numbers with dots, a day (`2024-05-20`, `2024.05.20`, `20240520`), a
/// calendar version (`2024.1.0`), a tail (`-rc1`, `-beta.2`, `-master_20151229`) and what `git describe` appends
/// (`-862-geedf`, `-dirty`, also cut off at 31 bytes as the app descriptor does). What follows a `+` says nothing about
/// the order.
///
/// The rules, first difference decides:
/// 1. The same text is the same version.
/// 2. Names in front must be the same (`v` counts for nothing). A day with dashes or without separators has an order only
///    with days and calendar versions; a day with dots is a number like others: `2023.12.9` < `2024.1.0`.
/// 3. Numbers compare one by one, missing ones as 0: `v1.2.10` > `1.2.9`, `1.2` = `1.2.0`.
/// 4. Tails compare word by word: numbers by value, single letters by the alphabet, `dev` < `alpha` < `beta` < `pre` <
///    `rc`. A tail that starts with one of those is older than none, a number behind a day or behind the same words is
///    newer than none. Other differences between words have no order: a branch called `master` is neither older nor
///    newer than one called `release`.
/// 5. More commits since the same tag are newer. As many commits with another hash, or one of them dirty, have no order.
///
/// A bare hash has no order with anything but itself.
public struct FirmwareVersion: Sendable, Hashable, CustomStringConvertible {
    /// The version as it was written.
    public let description: String

    var name = ""
    var isDay = false
    /// Whether a day is written with dots, as a calendar version is.
    var isDotted = false
    var numbers: [DecimalNumber] = []
    var tail: [Word] = []
    var commits = DecimalNumber("0")
    var hash: String?
    var isDirty = false

    /// The numbers that a year can have.
    static let years = 1970...2099

    /// One run of a tail.
    enum Word: Sendable, Hashable {
        case number(DecimalNumber)
        case letters(String)
    }
}

extension FirmwareVersion {
    /// How one version lies to another.
    public enum Order: Sendable, Hashable {
        /// It came before.
        case older
        /// Both are the same.
        case same
        /// It came after.
        case newer
    }
}

/// The evidence for the firmware line of a board: which of the names that differ between the lines the board has.
///
/// A custom build can leave modules out, so a missing `node` or `file` proves nothing about the line.
public struct LineEvidence: Sendable, Hashable {
    /// A name whose presence or absence is evidence for the line.
    public enum Fact: String, Sendable, Hashable, CaseIterable {
        /// The module `console`: since December 2024 (`nodemcu-firmware` #3666).
        case console
        /// Lua's `io`: since October 2021, on ESP-IDF 4 (a2ba49e3); a build can leave it out.
        case io
        /// The module `pipe`: since August 2021, on ESP-IDF 4 (17df207a); the prompt needs it, so no build lacks it.
        case pipe
        /// Lua 5.3: on ESP-IDF 4 and later.
        case mathType = "math.type"
        /// The module `node`; a build can leave it out.
        case node
        /// Since May 2024, on ESP-IDF 5.
        case chipModel = "node.chipmodel"
        /// Since July 2024, on ESP-IDF 5 (a78abd41).
        case info = "node.info"
        /// Since August 2021, on ESP-IDF 4 (185855b6).
        case setOnError = "node.setonerror"
        /// From January 2021 (#3363) on ESP-IDF 3, and on ESP-IDF 4 until November 2021 (a0c9085c).
        case outputRedirection = "node.osoutput"
        /// Opens files if the module `file` does so rather than `io`: on ESP-IDF 3.
        case fileOpen = "file.open"

        /// The name that the board is asked for: a function of the module, since an application can have a global of that name.
        var name: String {
            switch self {
            case .console: "console.mode"
            case .io: "io.open"
            case .pipe: "pipe.create"
            default: rawValue
            }
        }
    }

    /// The names that the board has.
    public var present: Set<Fact>

    /// Makes evidence from the names that a board has.
    public init(_ present: Set<Fact> = []) {
        self.present = present
    }

    /// Whether the board has this name.
    public subscript(fact: Fact) -> Bool {
        present.contains(fact)
    }

    /// The line that the evidence shows.
    ///
    /// ESP-IDF 5 before May 2024 counts as `idf4`, since it has the same console. Without `node`, `idf4` and `idf5` are
    /// indistinguishable: such a build counts as `idf5`, whose console buffers less.
    public var dialect: Dialect {
        if self[.console] { return .console }
        if self[.info] || self[.chipModel] { return .idf5 }
        let newerThanIDF3: Set<Fact> = [.io, .pipe, .mathType, .setOnError]
        if present.isDisjoint(with: newerThanIDF3) { return .idf3 }
        return self[.node] ? .idf4 : .idf5
    }
}

import FoundationEssentials

/// Which cases of a large matrix run: some of them in every run, all of them in the long one.
enum CaseSelection {
    /// Whether all cases run, as `scripts/test --all` requests.
    private static let isComplete = ProcessInfo.processInfo.environment["TEST_ALL_CASES"] != nil

    /// The cases of `all` that run now.
    /// - Parameter always: whether a case is part of every run.
    static func cases<Case>(_ all: [Case], always: (Case) -> Bool) -> [Case] {
        isComplete ? all : all.filter(always)
    }
}

/// What became of the boards of a run, in their order.
public struct FleetReport: Sendable {
    /// The boards.
    public var boards: [BoardOutcome]

    /// Makes a report from its boards.
    public init(boards: [BoardOutcome]) {
        self.boards = boards
    }

    /// Whether each board runs the image, as it said itself.
    public var isProven: Bool { boards.allSatisfy(\.isProven) }
    /// The boards that do not, as far as is known.
    public var unproven: [BoardOutcome] { boards.filter { !$0.isProven } }
}

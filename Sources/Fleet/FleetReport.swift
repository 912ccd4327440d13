/// The outcomes of the boards of a run, in order.
public struct FleetReport: Sendable {
    /// The boards.
    public var boards: [BoardOutcome]

    /// Makes a report from the outcomes.
    public init(boards: [BoardOutcome]) {
        self.boards = boards
    }

    /// Whether every board itself reported that it runs the image.
    public var isProven: Bool { boards.allSatisfy(\.isProven) }
    /// The boards that are not known to run the image.
    public var unproven: [BoardOutcome] { boards.filter { !$0.isProven } }
}

package import OTAUpgrade

/// What the boards of a bench reported about themselves.
package struct FleetInfo: Sendable {
    /// What one board reported.
    package struct Board: Sendable {
        package var name: String
        package var outcome: TaskOutcome<BoardReport>

        package init(name: String, outcome: TaskOutcome<BoardReport>) {
            (self.name, self.outcome) = (name, outcome)
        }
    }

    /// The boards in the order of the inventory.
    package var boards: [Board]
    /// The signal that interrupted the run.
    package var signal: Int32?

    package init(boards: [Board], signal: Int32? = nil) {
        (self.boards, self.signal) = (boards, signal)
    }

    package var exitStatus: ExitStatus {
        if let signal { return .interrupted(by: signal) }
        return boards.allSatisfy { $0.outcome.error == nil } ? .ok : .fleetPartlyFailed
    }
}

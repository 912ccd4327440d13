import FoundationEssentials

/// Numbers the events of one run without gaps, and adds the fields that every event has.
struct EventSequence: Sendable {
    /// The version of the format; within a version, fields are only added.
    static let version = 1

    /// The run.
    let run: UUID
    private var next = 0

    init(run: UUID) {
        self.run = run
    }

    /// The line of the next event.
    mutating func line(_ type: String, at moment: Date, _ fields: [String: JSONValue]) -> EventLine {
        defer { next += 1 }
        let always: JSONValue = [
            "v": .integer(Self.version),
            "run": .string(run.uuidString.lowercased()),
            "seq": .integer(next),
            "t": .string(
                moment.formatted(
                    .iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .omitted)
                )
            ),
            "type": .string(type),
        ]
        return EventLine(always.merging(fields))
    }
}

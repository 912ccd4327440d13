import MockBoard

/// Any text as a list of faults: a valid list survives writing and reading.
public enum FaultScheduleTarget: FuzzTarget {
    /// Its name, `fault-schedule`.
    public static let name = "fault-schedule"

    /// Reads the text, writes it and reads it again.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        let schedule: FaultSchedule
        do {
            schedule = try FaultSchedule(parsing: String(decoding: bytes, as: UTF8.self))
        } catch {
            try demand(!error.description.isEmpty, "an error without a message")
            return
        }
        let text = schedule.description
        try demand(try? FaultSchedule(parsing: text), equals: schedule, "“\(text)” changes when written and read")
        try demand(try? FaultSchedule(parsing: text).description, equals: text, "it is not written the same way again")
        for place in [1, 2, 100] {
            let arriving = schedule.arrival(of: 0x55, number: place)
            try demand(arriving.count <= 1 << min(20, schedule.faults.count), "\(arriving.count) bytes out of one")
        }
    }
}

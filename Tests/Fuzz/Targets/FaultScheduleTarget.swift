import MockBoard

/// Any text as a list of faults: what is read is written so that it is read the same.
public enum FaultScheduleTarget: FuzzTarget {
    /// Its name, `fault-schedule`.
    public static let name = "fault-schedule"

    /// Reads the text, writes it and reads it again.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        let schedule: FaultSchedule
        do {
            schedule = try FaultSchedule(parsing: String(decoding: bytes, as: UTF8.self))
        } catch {
            try demand(!error.description.isEmpty, "an error without words")
            return
        }
        let text = schedule.description
        try demand(try? FaultSchedule(parsing: text), equals: schedule, "“\(text)” is read otherwise")
        try demand(try? FaultSchedule(parsing: text).description, equals: text, "it is written otherwise")
        for place in [1, 2, 100] {
            let arriving = schedule.arrival(of: 0x55, number: place)
            try demand(arriving.count <= 1 << min(20, schedule.faults.count), "\(arriving.count) bytes out of one")
        }
    }
}

import LuaREPL
import TransportCore

/// Boot lines and lines of ESP-IDF's log: a parsed line survives printing and parsing, and little is buffered.
public enum BootTextTarget: FuzzTarget {
    /// Its name, `boot-text`.
    public static let name = "boot-text"
    private static let heads = ["", "I (31) boot: ", "I (302) cpu_start: ", "I (317) app_init: "]

    /// Feeds each line raw and with the prefixes of bootloader and firmware, a hundred times over.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        var parser = REPLParser()
        var monitor = BootMonitor()
        var events: [REPLEvent] = []
        for line in bytes.split(separator: 0x0A) {
            for head in heads { events += parser.feed(Array(head.utf8) + line + [0x0D, 0x0A]) }
        }
        for event in events { try judge(event) }
        for moment in 0..<100 {
            for event in events {
                monitor.note(event, at: TransportInstant(nanoseconds: Int64(moment) * 1_000_000_000))
            }
        }
        let record = monitor.record
        try demand(record.partitions.count <= BootRecord.mostEntries, "\(record.partitions.count) partitions are kept")
        try demand(record.notBootable.count <= BootRecord.mostEntries, "\(record.notBootable.count) images are kept")
        try demand(monitor.isCrashLooping ? monitor.resets >= BootMonitor.loopResets : true, "a loop without resets")
    }

    private static func judge(_ event: REPLEvent) throws(BrokenProperty) {
        switch event {
        case .log(let log):
            let line = "\(log.level.rawValue) (\(log.milliseconds)) \(log.tag): \(log.text)"
            try demand(LogLine(line), equals: log, "a log line changes")
        case .crash(let crash):
            try demand(CrashText(crash.line), equals: crash, "a crash line changes")
        case .boot(let boot):
            guard let line = text(of: boot) else { return }
            var parser = REPLParser()
            let again = parser.feed(Array(line.utf8) + [0x0A])
            try demand(again, equals: [event], "a boot line changes")
        case .prompt, .echo, .frame, .output, .luaError, .traceback: break
        }
    }

    /// The line as the ROM or the bootloader prints it, for those with numbers and words only.
    private static func text(of boot: BootText) -> String? {
        switch boot {
        case .partition(let label, let type, let subtype, let offset, let size):
            let numbers = [digits(type, 2), digits(subtype, 2), digits(offset, 8), digits(size, 8)]
            return "I (31) boot:  0 \(padded(label)) \(padded("what it is")) " + numbers.joined(separator: " ")
        case .loadedApp(let offset): return "I (90) boot: Loaded app from partition at offset 0x\(digits(offset, 1))"
        case .reset(let code, let reason, let mode): return "rst:0x\(digits(code, 1)) (\(reason)),boot:0x13 (\(mode))"
        case .rom, .downloadMode, .invalidHeader, .bootLoader, .notBootable, .nothingBootable, .appDescription, .banner:
            return nil
        }
    }

    /// Formats as `%-16s`.
    private static func padded(_ text: String) -> String {
        text + String(repeating: " ", count: max(0, 16 - text.utf8.count))
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}

/// What a board has reported about itself since its last reset.
public struct BootRecord: Sendable, Hashable {
    /// A partition that the bootloader listed.
    public struct Partition: Sendable, Hashable {
        /// Its name.
        public var label: String
        /// Its type; 0 is an application.
        public var type: Int
        /// Its subtype.
        public var subtype: Int
        /// Where it starts in flash, in bytes.
        public var offset: Int
        /// How many bytes it holds.
        public var size: Int
    }

    /// The most partitions and unbootable images that are kept: more than a partition table holds.
    package static let mostEntries = 96

    /// The chip that the ROM names, `esp32` or `esp32c3`.
    public var chip: String?
    /// The number of the reset reason.
    public var resetCode: Int?
    /// The ROM's name for the reset reason.
    public var resetReason: String?
    /// The line that reported the crash which led to this reset; `nil` if none was seen.
    public var crash: CrashText?
    /// The ESP-IDF version that the bootloader was built with.
    public var bootLoaderVersion: String?
    /// The partition table, in order; empty if the bootloader did not list it.
    public var partitions: [Partition] = []
    /// The flash offset of the image that was started.
    public var loadedOffset: Int?
    /// Images that the bootloader refused to start.
    public var notBootable: [String] = []
    /// What the firmware reports about itself, under the names that it prints, such as `App version`.
    public var description: [String: String] = [:]
    /// NodeMCU's line.
    public var banner: String?
    /// The revision of the chip, major × 100 + minor: `301` for v3.1.
    ///
    /// Several if only the major number was printed; `nil` if none was.
    package var chipRevisions: ClosedRange<Int>?

    /// Makes an empty record.
    public init() {}

    private init(chip: String?, crash: CrashText?) {
        self.chip = chip
        self.crash = crash
    }

    /// The size of an application slot in bytes; `nil` if the bootloader did not list it.
    public func size(ofSlot label: String) -> Int? {
        partitions.first { $0.type == 0 && $0.label == label }?.size
    }

    /// The labels of the OTA slots by their numbers, if the bootloader listed them.
    package var slotLabels: [Int: String] {
        let slots = partitions.filter { $0.type == 0 && (0x10..<0x20).contains($0.subtype) }
        return Dictionary(slots.map { ($0.subtype - 0x10, $0.label) }, uniquingKeysWith: { first, _ in first })
    }

    /// Why the board restarted, for use in a sentence: `crashed (abort() was called …) and restarted`.
    package var restartWords: String {
        if let crash { return "crashed (\(crash.quotation.printable)) and restarted" }
        return "reset" + (resetReason.map { " (\($0.printable))" } ?? "")
    }

    /// Takes a log line about the chip.
    mutating func add(_ log: LogLine) {
        guard ["boot", "cpu_start", "efuse_init"].contains(log.tag) else { return }
        let words = log.text.lowercased().split(separator: ":", maxSplits: 1)
        guard words.count == 2, ["chip revision", "chip rev"].contains(words[0]) else { return }
        let numbers = words[1].trimmingPrefix { $0 == " " || $0 == "v" }.split(separator: ".").map {
            Int($0.prefix { $0 != " " })
        }
        switch (numbers.count, numbers.first ?? nil, numbers.last ?? nil) {
        case (2, let major?, let minor?) where (0..<100).contains(major) && (0..<100).contains(minor):
            chipRevisions = major * 100 + minor...major * 100 + minor
        // Before ESP-IDF 4.4.3 there was one number: the major one of the ESP32, the minor one of the ESP32-C3.
        case (1, let major?, _) where chip == "esp32" && (0..<100).contains(major):
            chipRevisions = major * 100...major * 100 + 99
        case (1, let minor?, _) where chip == "esp32c3" && (0..<100).contains(minor):
            chipRevisions = minor...minor
        default: break
        }
    }

    mutating func add(_ text: BootText) {
        switch text {
        case .rom(let chip):
            self = BootRecord()
            self.chip = chip
        case .reset(let code, let reason, _):
            // The ROM's first line may be lost or muted; what follows belongs to this start in any case.
            self = BootRecord(chip: chip, crash: resetCode == nil ? crash : nil)
            (resetCode, resetReason) = (code, reason)
        case .bootLoader(let version):
            bootLoaderVersion = version
        case .partition(let label, let type, let subtype, let offset, let size):
            guard partitions.count < Self.mostEntries else { break }
            partitions.append(Partition(label: label, type: type, subtype: subtype, offset: offset, size: size))
        case .loadedApp(let offset):
            loadedOffset = offset
        case .notBootable(let text):
            if notBootable.count < Self.mostEntries { notBootable.append(text) }
        case .appDescription(let key, let value):
            description[key] = value
        case .banner(let line):
            banner = line
        case .downloadMode, .invalidHeader, .nothingBootable:
            break
        }
    }
}

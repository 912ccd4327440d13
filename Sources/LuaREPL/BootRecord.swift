/// What a board said of itself between its last reset and now.
public struct BootRecord: Sendable, Hashable {
    /// A partition that the boot loader listed.
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

    /// The most partitions, and the most images that do not start, that are kept: more than a partition table holds.
    package static let mostEntries = 96

    /// The chip that the ROM names, `esp32` or `esp32c3`.
    public var chip: String?
    /// The number of the reset's reason.
    public var resetCode: Int?
    /// The ROM's words for the reset's reason.
    public var resetReason: String?
    /// The line that reported the crash which led to this reset; `nil` if none was seen.
    public var crash: CrashText?
    /// The ESP-IDF version that the boot loader was built with.
    public var bootLoaderVersion: String?
    /// The partition table, in order; empty where the boot loader did not list it.
    public var partitions: [Partition] = []
    /// Where the image lies that was started.
    public var loadedOffset: Int?
    /// Images that the boot loader would not start.
    public var notBootable: [String] = []
    /// What the firmware says of itself, under the names that it prints, such as `App version`.
    public var description: [String: String] = [:]
    /// NodeMCU's line.
    public var banner: String?

    /// Makes a record of nothing.
    public init() {}

    private init(chip: String?, crash: CrashText?) {
        self.chip = chip
        self.crash = crash
    }

    /// The size of an application slot in bytes, where the boot loader listed it.
    public func size(ofSlot label: String) -> Int? {
        partitions.first { $0.type == 0 && $0.label == label }?.size
    }

    /// How the board came to restart, for a sentence about it: `crashed (abort() was called …) and restarted`.
    package var restartWords: String {
        if let crash { return "crashed (\(crash.message.printable)) and restarted" }
        return "reset" + (resetReason.map { " (\($0.printable))" } ?? "")
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

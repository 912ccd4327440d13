public import BoardProfiles
import DeviceDiscovery
import ESPImage
import TransportCore

/// All that is wrong with an inventory, and which of its boards are there.
public struct InventoryCheck: Sendable, Hashable {
    /// The boards that could be read, in the order of the file.
    public private(set) var boards: [BoardStanding] = []
    /// What was found, in the order of the file.
    public private(set) var findings: [InventoryFinding]

    /// The findings that have to be corrected.
    public var mistakes: [InventoryFinding] { findings.filter { $0.code.severity == .mistake } }

    /// Tells of a file that could not be read at all.
    public init(unreadable message: String) {
        findings = [InventoryFinding(.unreadable, message, nextStep: "Check the path and its permissions.")]
    }

    /// Checks the text of an inventory.
    /// - Parameters:
    ///   - bytes: the text of the file, in UTF-8 or with a byte order mark.
    ///   - catalog: the profiles that its boards may have.
    ///   - host: what it is compared with.
    public init(_ bytes: [UInt8], profiles catalog: ProfileCatalog, host: BenchHost) {
        guard let text = String(fileText: bytes) else {
            findings = [InventoryFinding(.unreadable, "it is not UTF-8.", nextStep: "Save the file as UTF-8.")]
            return
        }
        let reader = InventoryReader(text)
        findings = reader.mistakes
        var owners = PlaceOwners()
        for (entry, index) in reader.boards {
            let line = { (key: BoardEntry.CodingKeys) in reader.line(of: key, board: index) }
            guard let board = BoardStanding(entry, on: host) else { continue }
            boards.append(board)
            add(Self.kind(of: entry, catalog), line)
            add(Self.hook(of: entry, host), line)
            add(Self.presence(of: board, among: host.devices), line)
            add(owners.claim(board), line)
        }
        // Those of one line stay in the order in which they were found.
        findings = findings.enumerated().sorted {
            ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
        }
        .map(\.element)
    }

    private mutating func add(_ found: [InventoryFinding], _ line: (BoardEntry.CodingKeys) -> Int?) {
        findings += found.map { finding in
            var finding = finding
            finding.line = finding.key.flatMap { BoardEntry.CodingKeys(rawValue: $0) }.flatMap(line)
            return finding
        }
    }

    /// The profile, and whether the chip is its chip.
    private static func kind(of entry: BoardEntry, _ catalog: ProfileCatalog) -> [InventoryFinding] {
        guard let name = entry.profile else { return [] }
        let profile: BoardProfile
        do throws(BoardProfileError) {
            profile = try catalog.profile(named: name)
        } catch {
            return [
                InventoryFinding(
                    .unknownProfile,
                    board: entry.name,
                    key: BoardEntry.CodingKeys.profile.rawValue,
                    "\(entry.name) has the profile “\(name)”, which there is not.",
                    nextStep: error.nextStep
                )
            ]
        }
        guard let written = entry.chip, let chip = Chip(name: written), let own = profile.chip, own != chip else {
            return []
        }
        return [
            InventoryFinding(
                .chipMismatch,
                board: entry.name,
                key: BoardEntry.CodingKeys.chip.rawValue,
                "\(entry.name) has the chip \(written), but its profile \(name) is of a board with an \(own.displayName).",
                nextStep: "Correct the one that is wrong; `otaflash info` tells the board's chip."
            )
        ]
    }

    private static func hook(of entry: BoardEntry, _ host: BenchHost) -> [InventoryFinding] {
        guard let hook = entry.powerHook, let program = PowerHook(hook).program, !host.hasProgram(program) else {
            return []
        }
        return [
            InventoryFinding(
                .powerHookNotFound,
                board: entry.name,
                key: BoardEntry.CodingKeys.powerHook.rawValue,
                "\(entry.name) has its power switched by “\(program)”, which is no program of this host.",
                nextStep: "Install it, or write its whole path."
            )
        ]
    }

    private static func presence(of board: BoardStanding, among devices: [SerialDevice]) -> [InventoryFinding] {
        let (entry, name) = (board.entry, board.entry.name)
        let key: BoardEntry.CodingKeys = entry.port == nil ? .device : .port
        let place = entry.port ?? entry.device ?? ""
        func finding(_ code: InventoryFinding.Code, _ message: String, _ nextStep: String) -> [InventoryFinding] {
            [InventoryFinding(code, board: name, key: key.rawValue, message, nextStep: nextStep)]
        }
        switch board.presence {
        case .network, .terminal: return []
        case .absent:
            return finding(
                .notThere,
                "\(name) is not there: nothing on this host is \(place).",
                "Check cable and power; `otaflash ports` lists what is there."
            )
        case .unknown:
            return finding(
                .asksBoard,
                "\(name) is \(place), which no USB device has for its serial number; only the board can tell.",
                "`otaflash info --device \(place.quotedForShell)` asks the boards that are there."
            )
        case .several(let matching):
            let ways = matching.map { "\($0.distinctiveSelector(among: devices)) (\($0.path))" }
            return finding(
                .severalDevices,
                "\(name) is \(place), and so are \(matching.count) ports of this host.",
                "Say which one is meant: \(ways.joined(separator: ", "))."
            )
        case .port(let device):
            if let holder = device.holder {
                return finding(
                    .held,
                    "\(name) is at \(device.path), which is held by \(holder.command) (process \(holder.pid)).",
                    "End that program before an upgrade."
                )
            }
            guard !device.isAccessible else { return [] }
            return finding(
                .noPermission,
                "\(name) is at \(device.path), which this user may not open.",
                "`otaflash doctor` says how to get the right to."
            )
        }
    }
}

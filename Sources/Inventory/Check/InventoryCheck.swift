package import BoardProfiles
import DeviceDiscovery
import ESPImage
import TransportCore

/// Everything that is wrong with an inventory, and which of its boards are present.
package struct InventoryCheck: Sendable, Hashable {
    /// The boards that could be parsed, in the order of the file.
    package private(set) var boards: [BoardStanding] = []
    /// What was found, in the order of the file.
    package private(set) var findings: [InventoryFinding]

    /// The findings that have to be corrected.
    package var mistakes: [InventoryFinding] { findings.filter { $0.code.severity == .mistake } }

    /// Reports a file that could not be read at all.
    package init(unreadable message: String) {
        findings = [InventoryFinding(.unreadable, message, nextStep: "Check the path and its permissions.")]
    }

    /// Checks the text of an inventory.
    /// - Parameters:
    ///   - bytes: the text of the file, in UTF-8, with or without a byte order mark.
    ///   - catalog: the profiles that its boards may have.
    ///   - host: the host that it is compared with.
    package init(_ bytes: [UInt8], profiles catalog: ProfileCatalog, host: BenchHost) {
        guard let text = String(fileText: bytes) else {
            findings = [InventoryFinding(.unreadable, "it is not UTF-8.", nextStep: "Save the file as UTF-8.")]
            return
        }
        let reader = InventoryReader(text)
        findings = reader.mistakes
        var owners = PlaceOwners()
        for (entry, index) in reader.boards {
            guard let board = BoardStanding(entry, on: host) else { continue }
            let line = { (key: BoardEntry.Key) in reader.line(of: key, board: index) }
            let place = try? entry.place()
            boards.append(board)
            add(Self.kind(of: entry, catalog), place, line)
            add(Self.hook(of: entry, host), place, line)
            add(Self.presence(of: board, among: host.devices), place, line)
            add(owners.claim(board), place, line)
        }
        // Findings of one line stay in the order in which they were found.
        findings = findings.enumerated().sorted {
            ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
        }
        .map(\.element)
    }

    private mutating func add(
        _ found: [InventoryFinding],
        _ place: Inventory.Place?,
        _ line: (BoardEntry.Key) -> Int?
    ) {
        findings += found.map { finding in
            var finding = finding
            finding.place = place
            finding.line = finding.key.flatMap { BoardEntry.Key(rawValue: $0) }.flatMap(line)
            return finding
        }
    }

    /// Checks the profile, and whether the chip matches it.
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
                    key: BoardEntry.Key.profile.rawValue,
                    "\(entry.name) has the unknown profile “\(name)”.",
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
                key: BoardEntry.Key.chip.rawValue,
                "\(entry.name) has the chip \(written), but its profile \(name) is for a board with an \(own.displayName).",
                nextStep: "Correct the wrong one."
            )
        ]
    }

    private static func hook(of entry: BoardEntry, _ host: BenchHost) -> [InventoryFinding] {
        guard let hook = entry.powerHook, let program = ShellCommand(text: hook).program, !host.hasProgram(program)
        else {
            return []
        }
        return [
            InventoryFinding(
                .powerHookNotFound,
                board: entry.name,
                key: BoardEntry.Key.powerHook.rawValue,
                "The power_hook of \(entry.name) runs “\(program)”, which is not a program on this host.",
                nextStep: "Install it, or write its full path."
            )
        ]
    }

    private static func presence(of board: BoardStanding, among devices: [SerialDevice]) -> [InventoryFinding] {
        let (entry, name) = (board.entry, board.entry.name)
        let key: BoardEntry.Key = entry.port == nil ? .device : .port
        let place = entry.port ?? entry.device ?? ""
        func finding(_ code: InventoryFinding.Code, _ message: String, _ nextStep: String) -> [InventoryFinding] {
            [InventoryFinding(code, board: name, key: key.rawValue, message, nextStep: nextStep)]
        }
        switch board.presence {
        case .network, .terminal: return []
        case .absent:
            return finding(
                .notThere,
                "\(name) is not connected: nothing on this host matches \(place).",
                "Check cable and power."
            )
        case .unknown:
            return finding(
                .asksBoard,
                "\(name) is \(place), which is not the serial number of a USB device; only the board can confirm it.",
                "Ask the connected boards."
            )
        case .several(let matching):
            let ways = matching.map { "\($0.distinctiveSelector(among: devices)) (\($0.path))" }
            return finding(
                .severalDevices,
                "\(name) is \(place), which matches \(matching.count) ports of this host.",
                "Write one of these selectors: \(ways.joined(separator: ", "))."
            )
        case .port(let device):
            if let holder = device.holder {
                return finding(
                    .held,
                    "\(name) is at \(device.path), which is in use by \(holder.command) (process \(holder.pid)).",
                    "Stop that program before an upgrade."
                )
            }
            guard !device.isAccessible else { return [] }
            return finding(
                .noPermission,
                "\(name) is at \(device.path), which this user does not have permission to open.",
                "Get permission to open the port."
            )
        }
    }
}

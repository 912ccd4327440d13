import DeviceDiscovery
import Inventory
import LuaREPL
package import TerminalUI

extension InventoryReport {
    /// The boards and where they are, then what was found.
    package func lines(width: Int, paint: Paint) -> [String] {
        let rows = check.boards.map { board in
            [
                board.entry.name, board.presence.word,
                board.presence.paths.first ?? board.entry.port ?? board.entry.device ?? "",
            ]
            .map(\.printable)
        }
        let table = TextTable(header: ["BOARD", "IS", "AT"], rows: rows).lines
        let boards = rows.isEmpty ? [] : [paint(table[0], .faint)] + table.dropFirst()
        let findings = check.findings.flatMap { [""] + $0.lines(width: width, paint: paint) }
        let end = Paragraph.lines(verdict, width: width)
        return Array((boards + findings + [""] + end).drop { $0.isEmpty })
    }

    private var verdict: String {
        let (mistakes, boards) = (check.mistakes.count, Quantity.count(check.boards.count, "board"))
        guard mistakes == 0 else { return "\(Quantity.count(mistakes, "mistake")) in \(file).".printable }
        return "\(file) is valid: \(boards).".printable
    }
}

extension InventoryFinding {
    /// What was found and what to do.
    package func lines(width: Int, paint: Paint) -> [String] {
        let isMistake = code.severity == .mistake
        let heading = isMistake ? "Mistake:" : "Note:"
        let place = line.map { "line \($0): " } ?? ""
        var lines = Paragraph.lines("\(heading) \(place)\(message)".printable, width: width, hanging: 2)
        lines[0] = paint(heading, isMistake ? .bad : .warning) + lines[0].dropFirst(heading.count)
        return lines + Paragraph.lines(advice.printable, width: width, indent: 2, hanging: 2)
    }
}

extension BoardStanding.Presence {
    /// The presence in one word.
    var word: String {
        switch self {
        case .port, .terminal: "present"
        case .network: "network"
        case .several: "several"
        case .unknown: "unknown"
        case .absent: "absent"
        }
    }

    /// The terminals of the board.
    var paths: [String] {
        switch self {
        case .port(let device): [device.path]
        case .terminal(let path): [path]
        case .several(let devices): devices.map(\.path)
        case .network, .unknown, .absent: []
        }
    }
}

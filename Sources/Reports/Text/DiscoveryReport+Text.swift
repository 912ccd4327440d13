import DeviceDiscovery
import Inventory
import LuaREPL
import OTAUpgrade
package import TerminalUI

extension DiscoveryReport {
    /// The entries as text for a file; if they were written, a table of them.
    package func lines(width: Int, paint: Paint) -> [String] {
        guard isWritten else {
            var lines = addition.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
            if lines.last?.isEmpty == true { lines.removeLast() }
            return Array(lines.drop { $0.isEmpty }).map(\.printable)
        }
        let rows = (discovery?.proposals ?? []).map {
            [$0.name, $0.selector.description, $0.device.path].map(\.printable)
        }
        let table = TextTable(header: ["ADDED", "DEVICE", "NOW AT"], rows: rows).lines
        return [paint(table[0], .faint)] + table.dropFirst()
    }

    /// Prints the outcome.
    package func tell(_ console: Console) {
        if let error {
            console.tell(error.lines(exitStatus, width: console.messageWidth, paint: console.messagePaint))
            return
        }
        for note in notes { console.note(note.printable) }
    }

    private var notes: [String] {
        guard let discovery else { return [] }
        let (count, known) = (discovery.proposals.count, discovery.known.count)
        var notes: [String] = []
        switch (isWritten, count, known) {
        case (true, _, _): notes.append("Added \(Quantity.count(count, "board")) to \(file ?? "it").")
        case (_, 0, 0): notes.append("No USB serial port is plugged in.")
        case (_, 0, _):
            notes.append("\(file ?? "The inventory") already has every device that is plugged in; nothing to add.")
        default: if file != nil { notes.append("Nothing was written.") }
        }
        if !discovery.unasked.isEmpty {
            let names = discovery.unasked.joined(separator: ", ")
            notes.append("Only the board itself can tell where \(names) is; --probe asks it, to avoid a second entry.")
        }
        return notes
    }
}

extension InventoryError {
    /// What is wrong and what to do next, as lines for people.
    package func lines(_ status: ExitStatus, width: Int, paint: Paint) -> [String] {
        let heading = "Error:"
        var lines = Paragraph.lines("\(heading) \(message.printable)", width: width, hanging: 2)
        lines[0] = paint(heading, .bad) + lines[0].dropFirst(heading.count)
        var fields = FieldList()
        fields.add("next", nextStep.printable)
        fields.add("code", "\(code.rawValue), exit status \(status.rawValue)")
        return lines + fields.lines(width: width, indent: 2, paint: paint)
    }
}

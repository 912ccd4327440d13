import LuaREPL
import OTAUpgrade
package import TerminalUI
import TransportCore

extension TaskOutcome<ResetReport> {
    /// How the board started, as lines for people; nothing if it did not.
    package func lines(isVerbose: Bool) -> (_ width: Int, _ paint: Paint) -> [String] {
        { width, paint in
            guard let value, error == nil else { return [] }
            var fields = FieldList()
            fields.add("port", port?.description.printable)
            fields.add("by", value.cause.words)
            fields.add("reset", value.boot.resetReason?.printable)
            fields.add("slot", value.boot.loadedSlot?.printable)
            fields.add("firmware", value.boot.banner?.printable)
            fields.add("trial", value.trialSentence)
            fields.add("board", value.state?.sentence)
            if isVerbose { fields.add("boot", value.boot.bootLoaderVersion.map { "bootloader \($0)".printable }) }
            let headline = Paragraph.lines(value.headline, width: width).map { paint($0, .strong) }
            return headline + fields.lines(width: width, indent: 2, paint: paint)
        }
    }
}

extension ResetReport {
    fileprivate var headline: String {
        guard promptAnswers == true else { return "Reset; its start was not watched." }
        return portVanished ? "Reset: the port came back, and the prompt answers." : "Reset: the prompt answers."
    }
}

extension ResetReport {
    /// The fate of firmware that was on trial.
    fileprivate var trialSentence: String? {
        guard let trial else { return nil }
        guard let running = state?.running else { return "\(trial.text) was on trial: this reset gives it up." }
        return running.slot == trial.slot
            ? "\(trial.text) was on trial, and still runs."
            : "\(trial.text) was on trial; this reset gave it up."
    }
}

extension ResetReport.Cause {
    fileprivate var words: String {
        switch self {
        case .prompt: "node.restart()"
        case .lines(let circuit, let sequence): "DTR and RTS, \(sequence) (\(circuit.rawValue))"
        }
    }
}

extension BootRecord {
    /// The partition that was started; `nil` if the bootloader did not report it.
    var loadedSlot: String? {
        partitions.first { $0.type == 0 && $0.offset == loadedOffset }?.label
    }
}

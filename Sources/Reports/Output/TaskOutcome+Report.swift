import ESPImage
import LuaREPL
import OTAUpgrade
package import TerminalUI

extension TaskOutcome<BoardReport> {
    /// The document of `info`, `accept` and `rollback`.
    package func json(_ success: String) -> JSONValue {
        .board(value, result: error == nil ? success : "failed", error: error, status: exitStatus, port: port)
    }

    /// Everything that the board reported, as lines for people.
    package func lines(isVerbose: Bool) -> (_ width: Int, _ paint: Paint) -> [String] {
        { width, paint in
            value?.lines(port: port, advice: advice, isVerbose: isVerbose, width: width, paint: paint) ?? []
        }
    }

    /// What was done and the state of the board now; nothing if it failed.
    package func verdict(_ verb: String) -> (_ width: Int, _ paint: Paint) -> [String] {
        { width, paint in
            guard let status = value?.status, error == nil else { return [] }
            let state = BoardState(status)
            var fields = FieldList()
            fields.add("state", status.runningSlot?.state?.word)
            fields.add("board", state.sentence)
            let headline = "\(verb): \(state.running?.text ?? status.running.printable)."
            return Paragraph.lines(headline, width: width).map { paint($0, .strong) }
                + fields.lines(width: width, indent: 2, paint: paint)
        }
    }

    /// Treats a board that can never be upgraded as it is as an error; its report is still a result.
    package mutating func requireOTAUpgrade() {
        guard let value, error == nil, let refusal = value.lastingRefusal else { return }
        error = refusal
        exitStatus = ExitStatus(refusal.code)
    }
}

extension TaskOutcome<REPLAnswer> {
    /// The document of `exec`.
    package var json: JSONValue {
        .answer(value, error: error, status: exitStatus, port: port)
    }
}

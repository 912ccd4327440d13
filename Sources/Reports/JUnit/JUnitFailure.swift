import LuaREPL
import OTAUpgrade
import TerminalUI

/// What went wrong in one attempt.
struct JUnitFailure: Sendable, Hashable {
    /// The error's code.
    var type: String
    /// What happened, on one line.
    var message: String
    /// The same, with the next step and the state of the board.
    var text: String

    /// - Parameters:
    ///   - board: the state of the board after the attempt; `nil` if it was not reached.
    ///   - attempt: which attempt it was; `nil` for the last one.
    init(_ error: UpgradeError, board: BoardState?, signal: Int32?, attempt: Int? = nil) {
        let error = error.naming(signal)
        let status = ExitStatus(error.code, signal: signal)
        let lines = error.lines(status, board: board, width: 100, paint: .off)
        type = error.code.rawValue
        message = (attempt.map { "Attempt \($0): " } ?? "") + error.message.printable
        text = "\n" + (lines + [""]).joined(separator: "\n")
    }

    func element(_ name: String) -> XMLElement {
        var element = XMLElement(name)
        element.set("type", type)
        element.set("message", message)
        element.append(text)
        return element
    }

    /// The element of an attempt that was not the last; Surefire keeps its text one level deeper.
    func rerunElement(_ name: String) -> XMLElement {
        var element = XMLElement(name)
        element.set("type", type)
        element.set("message", message)
        var trace = XMLElement("stackTrace")
        trace.append(text)
        element.append(trace)
        return element
    }
}

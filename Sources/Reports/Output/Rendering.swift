package import OTAUpgrade
package import TerminalUI

/// A result in one of its two forms.
package enum Rendering {
    /// One JSON value.
    case json(JSONValue)
    /// Lines for a width, with colours or without.
    case people((_ width: Int, _ paint: Paint) -> [String])
}

extension Console {
    /// Prints a result.
    /// - Throws: `OutputError`; a result that cannot be written is a failure.
    package func show(_ rendering: Rendering) throws(OutputError) {
        switch rendering {
        // JSON goes out as it is: its consumers expect UTF-8.
        case .json(let value): try standardOutput.write(value.text(isPretty: standardOutput.isTerminal) + "\n")
        case .people(let lines): try show(lines(resultWidth, resultPaint))
        }
    }

    /// Prints a result as a message, if standard output is taken.
    package func note(_ lines: (_ width: Int, _ paint: Paint) -> [String]) {
        guard talk != .quiet else { return }
        tell(lines(messageWidth, messagePaint))
    }

    /// Reports an error, the next step and the state of the board; prints nothing if there is no error.
    package func tell(_ error: UpgradeError?, _ status: ExitStatus, board: BoardState? = nil) {
        guard let error else { return }
        tell(error.lines(status, board: board ?? error.board, width: messageWidth, paint: messagePaint))
    }
}

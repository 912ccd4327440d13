import DeviceDiscovery
package import Fleet
package import Inventory
package import OTAUpgrade
import TerminalUI
package import TransportCore

/// The commands for one board, with the options that select it, ready to paste into a shell.
package struct BoardCommands: Sendable, Hashable {
    /// Commands that talk to a board.
    private static let boardCommands: Set = ["accept", "doctor", "info", "reset", "rollback"]
    /// Commands that need no options.
    private static let hostCommands: Set = ["boards", "ports"]
    /// The line rate that NodeMCU is usually built for, which needs no option.
    package static let usualBaud = 115_200
    private static let listPorts = "otaflash ports"

    /// The options that select the board and say how to reach it; empty for the only board of this host.
    package var options: [String]
    /// The command that repeats the run as a downgrade; `nil` if it is shown elsewhere or cannot be repeated.
    package var downgrade: String?

    package init(options: [String], downgrade: String? = nil) {
        (self.options, self.downgrade) = (options, downgrade)
    }

    /// The text, followed by each command that it names in backquotes, complete and on its own line.
    package func spellingOut(_ text: String) -> String {
        let spans = text.split(separator: "`", omittingEmptySubsequences: false)
        var lines: [String] = []
        for (index, span) in spans.enumerated() where !index.isMultiple(of: 2) {
            guard let line = line(of: span), !lines.contains(line), !text.contains(line) else { continue }
            lines.append(line)
        }
        return ([text] + lines).joined(separator: "\n")
    }

    /// The error with its commands spelled out.
    package func spellingOut(_ error: UpgradeError) -> UpgradeError {
        var error = error
        error.nextStep = spellingOut(error.nextStep)
        if error.code == .noDevice, options.first == "--port", options[1].hasPrefix("/"),
            !error.nextStep.contains(Self.listPorts)
        {
            error.nextStep += "\n  " + Self.listPorts
        }
        if error.code == .downgradeRefused, let downgrade, !error.nextStep.contains(downgrade) {
            error.nextStep += "\n  " + downgrade
        }
        return error
    }

    /// The line to type for `accept`, `reset --force` and the like; `nil` for anything but a command of this tool.
    private func line(of span: Substring) -> String? {
        var words = span.split(separator: " ").map(String.init)
        if words.first == "otaflash" { words.removeFirst() }
        guard let name = words.first else { return nil }
        if Self.boardCommands.contains(name) {
            words += options
        } else if !Self.hostCommands.contains(name) {
            return nil
        }
        return "  " + (["otaflash"] + words).map(\.quotedForShell).joined(separator: " ")
    }
}

extension BoardCommands {
    /// The commands for a board of an inventory.
    package init(_ place: Inventory.Place, baud: Int) {
        options =
            switch place {
            case .address(let address): ["--port", address.description]
            case .device(let selector): ["--device", selector.description]
            }
        if baud != Self.usualBaud { options += ["--baud", "\(baud)"] }
    }
}

extension BoardOutcome {
    /// The outcome with the commands of its errors spelled out.
    package func spellingOut(_ commands: BoardCommands?) -> BoardOutcome {
        guard let commands else { return self }
        var outcome = self
        for index in outcome.attempts.indices {
            outcome.attempts[index].error = outcome.attempts[index].error.map(commands.spellingOut)
        }
        return outcome
    }
}

extension BoardEvent {
    /// Where the board was found, in the event that it has finished; `nil` in others.
    package var address: TransportAddress? {
        if case .finished(let outcome) = kind { outcome.address } else { nil }
    }

    /// The event with the commands of its errors spelled out.
    package func spellingOut(_ commands: BoardCommands?) -> BoardEvent {
        guard case .finished(let outcome) = kind else { return self }
        var event = self
        event.kind = .finished(outcome.spellingOut(commands))
        return event
    }
}

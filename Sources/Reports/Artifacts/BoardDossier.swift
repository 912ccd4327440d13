import ESPImage
import Fleet
import FoundationEssentials
import Inventory
import LuaREPL
import OTAUpgrade
import TerminalUI
import TransportCore

/// Everything needed to diagnose a board's run, as a text of 80 columns for a ticket.
struct BoardDossier: Sendable {
    private static let width = 80
    private static let nameWidth = 10

    private let board: BoardOutcome
    private let run: RunReport
    private let facts: RunFacts
    private let received: ReceivedTail
    private let files: [String]

    /// - Parameter files: the paths of the other files about the board.
    init(_ board: BoardOutcome, of run: RunReport, facts: RunFacts, received: ReceivedTail, files: [String]) {
        (self.board, self.run, self.facts, self.received, self.files) = (board, run, facts, received, files)
    }

    var text: String {
        let sections = [
            [("", head)], [("The run", runLines)], [("The board", boardLines)], [("The error", errorLines)],
            [("Phases of the last attempt", phaseLines)], [("Attempts", attemptLines)], [("Warnings", warningLines)],
            [(receivedTitle, receivedLines)], [("Files", files.map { "  " + $0.printable })],
        ].joined()
        return sections.filter { !$0.1.isEmpty }
            .map { title, lines in ((title.isEmpty ? [] : [title]) + lines).map { $0 + "\n" }.joined() }
            .joined(separator: "\n")
    }

    // MARK: Sections

    private var head: [String] {
        ["otaflash \(ToolVersion.text): board \(board.board.printable)", ""]
            + Paragraph.lines(verdict.printable, width: Self.width)
    }

    private var verdict: String {
        switch board.status {
        case .upgraded: board.result?.upgradedSentence ?? "Upgraded."
        case .unchanged: "Unchanged: the board runs this firmware already."
        case .planned: "Planned: nothing was changed."
        case .failed: "Failed: \(board.code)."
        case .cancelled: "Cancelled: \(board.code)."
        case .skipped(let reason): "Left as it was: \(reason.sentence)"
        }
    }

    private var runLines: [String] {
        var fields = FieldList()
        let image = run.inspection?.image
        fields.add("command", (["otaflash"] + facts.arguments.map(\.quotedForShell)).joined(separator: " ").printable)
        fields.add("host", facts.host.printable)
        fields.add("began", run.start.formatted(.iso8601))
        fields.add("took", Quantity.duration(run.duration))
        fields.add("image", run.file.printable)
        fields.add("size", run.inspection.map { Quantity.bytes($0.size) })
        fields.add("sha256", run.inspection?.sha256.hexadecimal)
        fields.add("firmware", image.flatMap { Self.firmware($0) })
        fields.add("chip", image?.chip.displayName)
        return lines(fields)
    }

    private var boardLines: [String] {
        let identity = board.attempts.lazy.compactMap { $0.result?.identity }.last
        var fields = FieldList()
        fields.add("port", board.address?.description.printable)
        fields.add("chip", identity?.chipName)
        fields.add("chip id", identity?.chipID?.printable)
        fields.add("dialect", identity.map { "\($0.dialect.rawValue), Lua \($0.luaVersion.rawValue)" })
        fields.add("console", identity?.console?.rawValue)
        fields.add("before", board.before.map(Self.slot))
        fields.add("after", board.result?.after.map(Self.slot))
        fields.add("now", board.attempts.last?.boardState?.sentence)
        return lines(fields)
    }

    private var errorLines: [String] {
        guard let error = board.error?.naming(run.signal) else { return [] }
        let status = ExitStatus(error.code, signal: run.signal)
        return error.lines(status, board: board.attempts.last?.boardState, width: Self.width - 2, paint: .off).map {
            "  " + $0
        }
    }

    private var phaseLines: [String] {
        guard let result = board.result else { return [] }
        var fields = FieldList()
        for phase in UpgradePhase.allCases {
            fields.add(phase.words, result.timings[phase].map { Quantity.duration($0) })
        }
        if let transfer = result.transfer {
            fields.add(
                "transfer",
                "\(Quantity.bytes(transfer.bytes)) as \(Quantity.bytes(transfer.wireBytes)), \(transfer.method.rawValue)"
                    + "\(transfer.isCompressed ? ", compressed" : ""), window \(transfer.window), "
                    + "\(Quantity.count(transfer.retries, "line")) sent again"
            )
        }
        return lines(fields)
    }

    private var attemptLines: [String] {
        guard board.attempts.count > 1 else { return [] }
        var fields = FieldList()
        for (index, attempt) in board.attempts.enumerated() {
            let after = attempt.recovery.map { "after \($0.rawValue): " } ?? ""
            let phase = attempt.error?.phase.map { " in \($0.words)" } ?? ""
            let end = attempt.error.map { "\($0.code.rawValue)\(phase): \($0.message)" } ?? board.eventStatus
            fields.add(String(index + 1), (after + end).printable)
        }
        return lines(fields)
    }

    private var warningLines: [String] {
        var fields = FieldList()
        for warning in board.result?.warnings ?? [] { fields.add(warning.code, warning.description.printable) }
        return fields.lines(width: Self.width, indent: 2)
    }

    private var receivedTitle: String {
        received.count > ReceivedTail.limit
            ? "The last \(Quantity.bytes(ReceivedTail.limit)) of \(Quantity.count(received.count)) received"
            : "All \(Quantity.bytes(received.count)) received"
    }

    private var receivedLines: [String] {
        let text = String(decoding: received.bytes, as: UTF8.self).split(
            separator: "\r\n",
            omittingEmptySubsequences: false
        )
        let lines = text.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        return received.bytes.isEmpty
            ? [] : lines.flatMap { String($0).printable.pieces(of: Self.width - 4) }.map { "  | \($0)" }
    }

    // MARK: Words

    private func lines(_ fields: FieldList) -> [String] {
        fields.lines(width: Self.width, indent: 2, nameWidth: Self.nameWidth)
    }

    private static func firmware(_ image: AppImage) -> String? {
        image.descriptor.map {
            "\($0.projectName) \($0.version), built \($0.date) \($0.time), \($0.idfVersion)".printable
        }
    }

    private static func slot(_ status: OTAStatus) -> String {
        let slot = status.runningSlot
        let firmware = slot?.description.map { " \($0.name) \($0.version)" } ?? ""
        let state = slot?.state.map { ", \($0.word)" } ?? ""
        return "\(status.running)\(firmware)\(state)".printable
    }
}

extension String {
    /// The text in pieces of at most `width` columns; an empty text is one empty piece.
    fileprivate func pieces(of width: Int) -> [String] {
        var rest = self
        var pieces: [String] = []
        repeat {
            let piece = rest.prefix(columns: width)
            pieces.append(piece)
            rest.removeFirst(piece.count)
        } while !rest.isEmpty
        return pieces
    }
}

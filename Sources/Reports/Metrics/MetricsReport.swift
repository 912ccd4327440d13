import ESPImage
import Fleet
import FoundationEssentials
import OTAUpgrade
import TerminalUI
import TransportCore

/// The result of a run in the text format of Prometheus, for the textfile collector of node_exporter.
///
/// Samples have no timestamps, which that collector refuses. Metrics and boards are always in the same order.
package struct MetricsReport: Sendable {
    let families: [MetricFamily]

    package init(_ report: RunReport) {
        families = Self.run(report) + Self.boards(report) + Self.transfers(report.boards)
    }

    package var text: String { families.map(\.text).joined() }

    // MARK: The run

    private static func run(_ report: RunReport) -> [MetricFamily] {
        var tool = MetricFamily("otaflash_build_info", "The version of otaflash that wrote this file.")
        tool.add(1, ["version": ToolVersion.text])
        var start = MetricFamily("otaflash_run_start_timestamp_seconds", "When the last run began, in Unix time.")
        start.add(report.start.timeIntervalSince1970)
        var duration = MetricFamily("otaflash_run_duration_seconds", "How long the last run took.")
        duration.add(report.duration.seconds)
        var success = MetricFamily(
            "otaflash_run_success",
            "Whether every board of the last run ended as requested."
        )
        let isGood = !report.boards.isEmpty && report.boards.allSatisfy(\.isAsWanted)
        success.add(isGood ? 1 : 0)
        var boards = MetricFamily("otaflash_run_boards", "Boards of the last run by result.")
        for result in results {
            boards.add(Double(report.boards.count { $0.eventStatus == result }), ["result": result])
        }
        return [tool, start, duration, success, boards]
    }

    /// How a board can end, in the words of the event format.
    private static let results = ["ok", "unchanged", "failed", "skipped", "quarantined", "cancelled"]

    // MARK: Boards

    private static func boards(_ report: RunReport) -> [MetricFamily] {
        var result = MetricFamily("otaflash_upgrade_result", "How the board's last upgrade ended; always 1.")
        var duration = MetricFamily(
            "otaflash_upgrade_duration_seconds",
            "How long the board's last upgrade took, with all attempts."
        )
        var phases = MetricFamily(
            "otaflash_upgrade_phase_seconds",
            "How long each phase of the last attempt took, on the connection's clock."
        )
        var retries = MetricFamily("otaflash_upgrade_retries", "Attempts of the last upgrade after the first one.")
        var flaky = MetricFamily(
            "otaflash_upgrade_flaky",
            "Whether the last upgrade was proven only after a failed attempt."
        )
        var quarantined = MetricFamily(
            "otaflash_upgrade_quarantined",
            "Whether the board was skipped after failing too often."
        )
        var warnings = MetricFamily("otaflash_upgrade_warnings", "Warnings of the last attempt.")
        var firmware = MetricFamily(
            "otaflash_firmware_info",
            "What the board ran when it was last read: slot, version and the slot's state; always 1."
        )
        var success = MetricFamily(
            "otaflash_upgrade_last_success_timestamp_seconds",
            "When the last run began that proved the board's firmware, in Unix time."
        )
        for outcome in report.boards {
            let board = outcome.board
            result.add(1, ["board": board, "result": outcome.eventStatus, "code": outcome.code])
            duration.add(outcome.attempts.isEmpty ? nil : outcome.duration.seconds, ["board": board])
            for phase in UpgradePhase.allCases {
                phases.add(outcome.result?.timings[phase]?.seconds, ["board": board, "phase": phase.rawValue])
            }
            retries.add(Double(max(0, outcome.attempts.count - 1)), ["board": board])
            flaky.add(outcome.isFlaky ? 1 : 0, ["board": board])
            quarantined.add(outcome.status == .skipped(.quarantined) ? 1 : 0, ["board": board])
            warnings.add(outcome.result.map { Double($0.warnings.count) }, ["board": board])
            if let status = outcome.result?.after ?? outcome.before {
                firmware.add(
                    1,
                    [
                        "board": board, "slot": status.running,
                        "version": status.runningSlot?.description?.version ?? "",
                        "state": status.runningSlot?.state?.word ?? "",
                    ]
                )
            }
            success.add(outcome.isProven ? report.start.timeIntervalSince1970 : nil, ["board": board])
        }
        return [result, duration, phases, retries, flaky, quarantined, warnings, firmware, success]
    }

    // MARK: Transfers

    private static func transfers(_ boards: [BoardOutcome]) -> [MetricFamily] {
        var image = MetricFamily("otaflash_transfer_image_bytes", "Bytes of the image that the board received.")
        var wire = MetricFamily("otaflash_transfer_wire_bytes", "Bytes sent over the wire to the board for the image.")
        var resent = MetricFamily("otaflash_transfer_resent_lines", "Lines of the transfer that were sent again.")
        var duration = MetricFamily(
            "otaflash_transfer_duration_seconds",
            "How long the transfer took, on the connection's clock."
        )
        for outcome in boards {
            let transfer = outcome.result?.transfer
            image.add(transfer.map { Double($0.bytes) }, ["board": outcome.board])
            wire.add(transfer.map { Double($0.wireBytes) }, ["board": outcome.board])
            resent.add(transfer.map { Double($0.retries) }, ["board": outcome.board])
            duration.add(transfer?.duration.seconds, ["board": outcome.board])
        }
        return [image, wire, resent, duration]
    }
}

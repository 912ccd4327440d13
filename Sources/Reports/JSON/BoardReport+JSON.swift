import LuaREPL
package import OTAUpgrade
import TerminalUI
package import TransportCore

extension JSONValue {
    /// The document of `info`, `accept` and `rollback`; `Schemas/board.schema.json` describes it.
    package static func board(
        _ report: BoardReport?,
        result: String,
        error: UpgradeError?,
        status: ExitStatus,
        port: TransportAddress?
    ) -> JSONValue {
        [
            "v": 1,
            "result": .string(result),
            "exit_code": .integer(Int(status.rawValue)),
            "error": .error(error),
            "port": JSONValue(port?.description),
            "board": .board(report, failedWith: error),
            "otaupgrade": .slots(report),
            "boot": boot(report),
        ]
    }

    /// What the board is, and its state.
    package static func board(_ report: BoardReport?, failedWith error: UpgradeError?) -> JSONValue {
        .board(report?.identity).merging([
            "state": .boardState(error?.board ?? report?.status.map { BoardState($0) })
        ])
    }

    /// What its slots hold, and which one an upgrade would write.
    package static func slots(_ report: BoardReport?) -> JSONValue {
        .status(report?.status).merging([
            "next_target": JSONValue(report.flatMap { $0.status?.target(by: $0.boot) }),
            "refusal": JSONValue(report?.refusal?.message),
        ])
    }

    private static func boot(_ report: BoardReport?) -> JSONValue {
        let boot = report?.boot
        let partitions = boot?.partitions.map { partition -> JSONValue in
            [
                "label": .string(partition.label),
                "type": .integer(partition.type),
                "subtype": .integer(partition.subtype),
                "offset": .integer(partition.offset),
                "size": .integer(partition.size),
            ]
        }
        return [
            "banner": JSONValue(boot?.banner),
            "bootloader_version": JSONValue(boot?.bootLoaderVersion),
            "reset_reason": JSONValue(boot?.resetReason),
            "partitions": .array(partitions ?? []),
        ]
    }
}

import LuaREPL
import OTAUpgrade
import TerminalUI
import TransportCore

extension TaskOutcome<ResetReport> {
    /// The document of `reset`; `Schemas/reset.schema.json` describes it.
    package var json: JSONValue {
        let (circuit, sequence): (ResetCircuit?, ResetSequence?) =
            if case .lines(let circuit, let sequence) = value?.cause { (circuit, sequence) } else { (nil, nil) }
        return [
            "v": 1,
            "result": .string(error == nil ? "reset" : "failed"),
            "exit_code": .integer(Int(exitStatus.rawValue)),
            "error": .error(error),
            "port": JSONValue(port?.description),
            "by": JSONValue(value.map { $0.cause == .prompt ? "prompt" : "lines" }),
            "circuit": JSONValue(circuit?.rawValue),
            "sequence": JSONValue(sequence?.description),
            "prompt": JSONValue(value?.promptAnswers),
            "port_vanished": JSONValue(value?.portVanished),
            "trial": .firmware(value?.trial),
            "state": .boardState(error?.board ?? value?.state),
            "boot": [
                "reset_code": JSONValue(value?.boot.resetCode),
                "reset_reason": JSONValue(value?.boot.resetReason),
                "slot": JSONValue(value?.boot.loadedSlot),
                "banner": JSONValue(value?.boot.banner),
                "bootloader_version": JSONValue(value?.boot.bootLoaderVersion),
            ],
        ]
    }
}

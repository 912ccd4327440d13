import FoundationEssentials
package import LuaREPL
package import OTAUpgrade
package import TransportCore

extension JSONValue {
    /// The document of `exec`; `Schemas/exec.schema.json` describes it.
    package static func answer(
        _ answer: REPLAnswer?,
        error: UpgradeError?,
        status: ExitStatus,
        port: TransportAddress?
    ) -> JSONValue {
        let luaError: JSONValue = [
            "code": answer?.error == nil ? nil : "lua-error",
            "message": JSONValue(answer?.error),
            "next_step": nil,
            "phase": nil,
        ]
        return [
            "v": 1,
            "result": answer == nil ? "failed" : answer?.error == nil ? "ok" : "lua-error",
            "exit_code": .integer(Int(status.rawValue)),
            "error": error == nil ? luaError : .error(error),
            "port": JSONValue(port?.description),
            "values": .array((answer?.values ?? []).map(JSONValue.init)),
            "output": .array((answer?.output ?? []).map { .string(String(decoding: $0, as: UTF8.self)) }),
        ]
    }

    /// A Lua value: its type, its text, and the value itself if JSON has one like it.
    package init(_ value: LuaValue) {
        let (type, native): (String, JSONValue) =
            switch value {
            case .nil: ("nil", .null)
            case .boolean(let value): ("boolean", .bool(value))
            case .number(let text): ("number", Int(text).map(JSONValue.integer) ?? JSONValue(finite: Double(text)))
            case .string(let bytes): ("string", JSONValue(String(validating: bytes, as: UTF8.self)))
            case .other(let text): (text.prefix { $0 != ":" && $0 != " " }.lowercased(), .null)
            }
        self = [
            "type": .string(type),
            "text": .string(value.description),
            "value": native,
            "base64": JSONValue(value.bytes.map { Data($0).base64EncodedString() }),
        ]
    }

    private init(finite value: Double?) {
        self = value.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
    }
}

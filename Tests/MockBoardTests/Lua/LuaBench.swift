@testable import MockBoard

/// A machine without a board, and its output.
final class LuaBench {
    private(set) var machine: LuaMachine!
    private(set) var output: [UInt8] = []
    /// The result of each tick; `true` unwinds Lua.
    var tick: (Int) -> Bool = { _ in false }

    init(_ version: LuaRelease, instructionsPerTick: Int = 100) {
        machine = LuaMachine(
            version,
            instructionsPerTick: instructionsPerTick,
            write: { [unowned self] bytes in output += bytes },
            tick: { [unowned self] count in tick(count) }
        )
        machine.setFileReader { .failure(.raise("cannot open \($0)")) }
        machine.setStoreFault { _ in throw LuaCall.Failure.raise("store fault") }
    }

    /// Makes a function of the host a global.
    func define(_ name: String, _ function: @escaping LuaMachine.Function) {
        machine.push(function)
        machine.setGlobal(name)
    }

    /// Runs a chunk as the prompt does; returns its output, followed by its error.
    func run(_ source: String) -> String {
        run(Array(source.utf8))
    }

    func run(_ source: [UInt8]) -> String {
        output = []
        guard machine.load(source, name: "=stdin") else {
            let message = machine.describe(-1)
            machine.stack.pop(1)
            return text + "error: " + String(decoding: message, as: UTF8.self)
        }
        let outcome = machine.callAtPrompt()
        defer { machine.stack.pop(machine.stack.count) }
        return switch outcome {
        case .returned: text
        case .unwound: text + "unwound"
        case .raised: text + "error: " + String(decoding: machine.describe(-1), as: UTF8.self)
        }
    }

    /// The values of expressions as print shows them; an error without its traceback.
    func values(_ expressions: String) -> String {
        let printed = run("print(\(expressions))")
        let end = printed.firstRange(of: "\nstack traceback")?.lowerBound ?? printed.endIndex
        return String(printed[..<end].hasSuffix("\n") ? printed[..<end].dropLast() : printed[..<end])
    }

    var text: String { String(decoding: output, as: UTF8.self) }
}

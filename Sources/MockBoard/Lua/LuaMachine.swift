import CLuaVM

/// A Lua virtual machine, 5.1 or 5.3, that can call functions of the host.
///
/// It belongs to one board. Only one thread at a time may use it.
final class LuaMachine {
    /// A function that Lua calls.
    typealias Function = (LuaCall) throws -> Int

    /// The outcome of a call from the host.
    enum Outcome: Hashable {
        case returned
        /// The error is on the stack: a string has a traceback if the firmware adds one; any other value is as it was
        /// raised.
        case raised
        /// Every frame was unwound, because a function or the tick requested it.
        case unwound
    }

    let api: UnsafePointer<lua_vm_api>
    let version: LuaRelease
    private(set) var state: OpaquePointer?
    private var functions: [Function] = []
    private var metatables: [String: Int32] = [:]
    private let write: (UnsafeRawBufferPointer) -> Void
    private let tick: (Int) -> Bool

    /// - Parameters:
    ///   - instructionsPerTick: the number of instructions between two ticks.
    ///   - write: receives the output of `print`.
    ///   - tick: called after that many instructions; `true` unwinds every Lua frame.
    init(
        _ version: LuaRelease,
        instructionsPerTick: Int,
        write: @escaping (UnsafeRawBufferPointer) -> Void,
        tick: @escaping (Int) -> Bool
    ) {
        self.version = version
        api = version == .lua51 ? lua_vm_51() : lua_vm_53()
        self.write = write
        self.tick = tick
        state = api.pointee.open(
            Unmanaged.passUnretained(self).toOpaque(),
            { context, function, state in
                guard let context, let state else { return 0 }
                return Unmanaged<LuaMachine>.fromOpaque(context).takeUnretainedValue().run(function, state)
            },
            { context, bytes, size in
                guard let context else { return }
                Unmanaged<LuaMachine>.fromOpaque(context).takeUnretainedValue()
                    .write(UnsafeRawBufferPointer(start: bytes, count: size))
            },
            { context, instructions in
                guard let context else { return 0 }
                return Unmanaged<LuaMachine>.fromOpaque(context).takeUnretainedValue().tick(Int(instructions)) ? 1 : 0
            },
            Int32(instructionsPerTick)
        )
    }

    deinit {
        if let state { api.pointee.close(state) }
    }

    /// The stack of the current Lua call.
    var stack: LuaCall {
        LuaCall(api: api, state: state)
    }

    // MARK: Functions and globals

    /// The number of the function that was pushed last.
    var lastFunction: Int { functions.count - 1 }

    /// Pops the value on the stack and assigns it to a global, as Lua would.
    func setGlobal(_ name: String) {
        let stack = stack
        api.pointee.push_globals(state)
        stack.push(name)
        stack.pushValue(-3)
        stack.setRaw(-3)
        stack.pop(2)
    }

    /// Pushes a function of the host.
    func push(_ function: @escaping Function) {
        functions.append(function)
        api.pointee.push_host(state, Int32(lastFunction))
    }

    /// Pushes the value of a global, or the one in ROM if it was never assigned.
    func pushGlobal(_ name: String) {
        api.pointee.push_globals(state)
        stack.push(name)
        stack.getRaw(-2)
        stack.remove(-2)
        guard stack.isNil(-1) else { return }
        stack.pop(1)
        pushROM(name)
    }

    /// Pushes a value from the firmware's ROM table.
    func pushROM(_ name: String) {
        api.pointee.push_rom(state)
        stack.push(name)
        stack.getRaw(-2)
        stack.remove(-2)
    }

    /// Creates the metatable of a kind of userdata, with its methods as `__index`.
    func registerMetatable(_ name: String, _ methods: [String: Function]) {
        let stack = stack
        stack.newTable()
        for (key, function) in methods.sorted(by: { $0.key < $1.key }) {
            push(function)
            stack.setField(key)
        }
        stack.pushValue(-1)
        stack.setField("__index")
        metatables[name] = stack.reference()
    }

    /// Pushes a registered metatable, or nil for an unknown name.
    func pushRegistered(_ name: String) {
        if let reference = metatables[name] { stack.push(reference: reference) } else { stack.pushNil() }
    }

    /// The memory that Lua uses, in bytes.
    var memoryInUse: Int { api.pointee.memory(state) }

    /// Limits the length of strings that Lua 5.1 joins; 0 removes the limit.
    func limitStrings(to size: Int) { api.pointee.set_string_limit(state, size) }

    /// How much debug information is kept in chunks that are compiled from now on: all of it (0), all but the names of
    /// locals and upvalues (1), or no line numbers either (2).
    var stripLevel: Int {
        get { Int(api.pointee.strip_level(state)) }
        set { api.pointee.set_strip_level(state, Int32(newValue)) }
    }

    /// The exclusive maximum size of a joined string.
    var stringLimit: Int {
        let limit = version == .lua51 ? Int(api.pointee.string_limit(state)) : 0
        return limit == 0 ? .max : limit
    }

    // MARK: Calls

    /// Compiles a chunk and leaves the function or the message on the stack; returns whether it compiled.
    func load(_ source: [UInt8], name: String) -> Bool {
        source.withUnsafeBytes { source in
            api.pointee.load(state, source.bindMemory(to: CChar.self).baseAddress, source.count, name) == 0
        }
    }

    /// Whether the message on the stack reports an incomplete chunk.
    var isIncomplete: Bool {
        api.pointee.is_incomplete(state) != 0
    }

    /// Calls the function below its arguments as the prompt does; its results are left on the stack.
    func callAtPrompt(arguments: Int = 0) -> Outcome {
        outcome(api.pointee.call_at_prompt(state, Int32(arguments)))
    }

    /// Calls the function on the stack as the firmware runs its start script.
    func callAtStart() -> Outcome {
        outcome(api.pointee.call_at_start(state, 0))
    }

    /// Calls the function below its arguments as the firmware runs callbacks.
    func call(arguments: Int, results: Int = 0) -> Outcome {
        outcome(api.pointee.call(state, Int32(arguments), Int32(results)))
    }

    private func outcome(_ status: Int32) -> Outcome {
        switch Int(status) {
        case LUA_VM_OK: return .returned
        case LUA_VM_UNWOUND:
            stack.pop(stack.count)
            return .unwound
        default: return .raised
        }
    }

    /// The result of `tostring` for a value.
    func describe(_ index: Int) -> [UInt8] {
        if let bytes = stack.bytes(index) { return bytes }
        let value = stack.absolute(index)
        pushGlobal("tostring")
        stack.pushValue(value)
        switch call(arguments: 1, results: 1) {
        case .unwound: return Array("?".utf8)
        case .raised, .returned: break
        }
        defer { stack.pop(1) }
        return stack.bytes(-1) ?? Array("?".utf8)
    }

    private func run(_ function: Int32, _ state: OpaquePointer) -> Int32 {
        let call = LuaCall(api: api, state: state)
        do {
            return Int32(try functions[Int(function)](call))
        } catch let error as LuaCall.Failure {
            switch error {
            case .raise(let message):
                call.push(message)
                return Int32(LUA_VM_RAISE)
            case .argument(let number, let message):
                call.push(number)
                call.push(message)
                return Int32(LUA_VM_ARGUMENT)
            case .raiseAsItIs(let message):
                call.push(message)
                return Int32(LUA_VM_RAISE_AS_IT_IS)
            case .unwind:
                return Int32(LUA_VM_UNWIND)
            }
        } catch {
            call.push("\(error)")
            return Int32(LUA_VM_RAISE)
        }
    }
}

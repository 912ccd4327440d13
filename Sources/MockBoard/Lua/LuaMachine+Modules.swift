import CLuaVM

extension LuaMachine {
    /// The content of a module.
    struct Module {
        var functions: [String: Function] = [:]
        var constants: [String: Int] = [:]
        /// Subtables, such as `node.task`.
        var tables: [String: Module] = [:]
    }

    /// Adds a read-only module in ROM, which is found as a global and named in tracebacks.
    func addModule(
        _ name: String,
        _ functions: [String: Function],
        constants: [String: Int] = [:],
        tables: [String: Module] = [:]
    ) {
        push(Module(functions: functions, constants: constants, tables: tables))
        api.pointee.add_module(state, name)
    }

    /// Adds a library in RAM, and leaves its table on the stack.
    func addLibrary(_ name: String, _ functions: [String: Function]) {
        push(Module(functions: functions))
        for destination in [api.pointee.push_loaded, api.pointee.push_named] {
            destination?(state)
            stack.push(name)
            stack.pushValue(-3)
            stack.setRaw(-3)
            stack.pop(1)
        }
        stack.pushValue(-1)
        setGlobal(name)
    }

    /// Creates the metatable of a kind of userdata; the host's object is released when Lua collects the userdata.
    func registerMetatable(_ name: String, _ methods: [String: Function], release: @escaping (UInt32) -> Void) {
        registerMetatable(
            name,
            methods.merging([
                "__gc": { call in
                    release(call.object(1))
                    return 0
                }
            ]) { $1 }
        )
    }

    /// Lets `require`, `loadfile` and `dofile` find files.
    ///
    /// - Parameter content: returns the content of the named file, or a message such as `cannot open x.lua`.
    func setFileReader(_ content: @escaping (String) -> Result<[UInt8], LuaCall.Failure>) {
        push { call in
            switch content(try call.checkedText(1)) {
            case .success(let bytes):
                call.push(bytes)
                return 1
            case .failure(let failure):
                guard case .raise(let message) = failure else { throw failure }
                call.pushNil()
                call.push(message)
                return 2
            }
        }
        api.pointee.set_file_reader(state, Int32(lastFunction))
        stack.pop(1)
    }

    /// Called when Lua 5.3 assigns to a field of a table in flash memory.
    func setStoreFault(_ fault: @escaping Function) {
        push(fault)
        api.pointee.set_store_fault(state, Int32(lastFunction))
        stack.pop(1)
    }

    private func push(_ module: Module) {
        let stack = stack
        stack.newTable()
        for (key, function) in module.functions.sorted(by: { $0.key < $1.key }) {
            push(function)
            stack.setField(key)
        }
        for (key, value) in module.constants.sorted(by: { $0.key < $1.key }) {
            stack.push(value)
            stack.setField(key)
        }
        for (key, table) in module.tables.sorted(by: { $0.key < $1.key }) {
            push(table)
            api.pointee.make_read_only(state)
            stack.setField(key)
        }
    }
}

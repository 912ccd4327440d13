import CLuaVM

/// The arguments of a call from Lua, and where its results go.
struct LuaCall {
    /// How a function of the host ends if it does not return normally.
    enum Failure: Error {
        /// Raises an error, prefixed with the caller's position.
        case raise(String)
        /// Raises `bad argument #number to …`.
        case argument(Int, String)
        /// Raises the error value unchanged.
        case raiseAsItIs(String)
        /// Unwinds Lua completely: the board restarts or loses power.
        case unwind
    }

    let api: UnsafePointer<lua_vm_api>
    let state: OpaquePointer?

    // MARK: Arguments

    /// The number of arguments.
    var count: Int { Int(api.pointee.top(state)) }

    func isNil(_ index: Int) -> Bool { type(index) <= LUA_VM_NIL }
    func isString(_ index: Int) -> Bool { type(index) == LUA_VM_STRING }
    func isBoolean(_ index: Int) -> Bool { type(index) == LUA_VM_BOOLEAN }
    func isNumber(_ index: Int) -> Bool { type(index) == LUA_VM_NUMBER }
    func isFunction(_ index: Int) -> Bool { type(index) == LUA_VM_FUNCTION }
    func isTable(_ index: Int) -> Bool { type(index) == LUA_VM_TABLE }
    func isTrue(_ index: Int) -> Bool { api.pointee.to_boolean(state, Int32(index)) != 0 }

    /// The name of a value's type; `no value` beyond the last argument.
    func typeName(_ index: Int) -> String {
        guard index <= count, let name = api.pointee.type_name(state, Int32(index)) else { return "no value" }
        return String(cString: name)
    }

    /// The bytes of a string or number.
    func bytes(_ index: Int) -> [UInt8]? {
        withBytes(index, Array.init)
    }

    /// The bytes of a string or number, without a copy.
    func withBytes<Result>(_ index: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result? {
        // A number must remain a number: only a copy of it is converted to a string.
        api.pointee.push_value(state, Int32(index))
        defer { pop(1) }
        var size = 0
        guard let start = api.pointee.to_string(state, -1, &size) else { return nil }
        return try body(UnsafeRawBufferPointer(start: start, count: size))
    }

    func number(_ index: Int) -> Double? {
        var number = 0.0
        return api.pointee.to_number(state, Int32(index), &number) == 0 ? nil : number
    }

    /// A number as the firmware's integer; `nil` if it is not a number or does not fit.
    ///
    /// Lua 5.1 truncates fractions.
    func integer(_ index: Int) -> Int? {
        number(index).flatMap { Int32(exactly: isLua53 ? $0 : $0.rounded(.towardZero)) }.map(Int.init)
    }

    /// The result of `lua_tointeger`: 0 if the value is not an integer.
    func integerOrZero(_ index: Int) -> Int {
        integer(index) ?? 0
    }

    private var isLua53: Bool { api == lua_vm_53() }

    // MARK: Checked arguments

    func checkedBytes(_ index: Int) throws -> [UInt8] {
        guard index <= count, let bytes = bytes(index) else { throw expected("string", index) }
        return bytes
    }

    /// A string or number as a C string: it ends at the first NUL.
    func checkedText(_ index: Int) throws -> String {
        String(decoding: try checkedBytes(index).prefix { $0 != 0 }, as: UTF8.self)
    }

    /// The result of `luaL_checkinteger`; in Lua 5.1 any number is converted to an integer.
    func checkedInteger(_ index: Int) throws -> Int {
        guard index <= count, number(index) != nil else { throw expected("number", index) }
        if let integer = integer(index) { return integer }
        guard !isLua53 else { throw Failure.argument(index, "number has no integer representation") }
        return Int(Int32.min)
    }

    /// A number, or the default if there is none.
    func optionalInteger(_ index: Int, _ value: Int) throws -> Int {
        isNil(index) ? value : try checkedInteger(index)
    }

    func expected(_ type: String, _ index: Int) -> Failure {
        .argument(index, "\(type) expected, got \(typeName(index))")
    }

    // MARK: Results and tables

    func push(_ text: String) {
        var text = text
        text.withUTF8 { push(UnsafeRawBufferPointer($0)) }
    }

    func push(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { push($0) }
    }

    func push(_ bytes: UnsafeRawBufferPointer) {
        bytes.withMemoryRebound(to: CChar.self) { api.pointee.push_string(state, $0.baseAddress, $0.count) }
    }

    func push(_ number: Int) { api.pointee.push_integer(state, Int64(number)) }
    func push(_ number: Double) { api.pointee.push_number(state, number) }
    func push(_ value: Bool) { api.pointee.push_boolean(state, value ? 1 : 0) }
    func pushNil() { api.pointee.push_nil(state) }
    func pushValue(_ index: Int) { api.pointee.push_value(state, Int32(index)) }
    func push(reference: Int32) { api.pointee.push_reference(state, reference) }
    func push(object: UInt32) { api.pointee.push_userdata(state, object) }
    func object(_ index: Int) -> UInt32 { api.pointee.userdata_value(state, Int32(index)) }
    func newTable() { api.pointee.new_table(state) }
    func getRaw(_ index: Int) { api.pointee.raw_get(state, Int32(index)) }
    func setRaw(_ index: Int) { api.pointee.raw_set(state, Int32(index)) }
    /// Pushes the metatable of a value, or nothing; returns whether it has one.
    func pushMetatable(_ index: Int) -> Bool { api.pointee.get_metatable(state, Int32(index)) != 0 }
    func setMetatable(_ index: Int) { api.pointee.set_metatable(state, Int32(index)) }
    func pop(_ count: Int) { api.pointee.set_top(state, Int32(-count - 1)) }
    func remove(_ index: Int) { api.pointee.remove(state, Int32(index)) }

    /// Pops the value on the stack and assigns it to a field of the table below it.
    func setField(_ name: String) {
        push(name)
        pushValue(-2)
        setRaw(-4)
        pop(1)
    }

    /// Pushes a field of a table.
    func getField(_ name: String, of index: Int) {
        push(name)
        getRaw(index)
    }

    /// The number in a field of a table.
    func integerField(_ name: String, of index: Int) -> Int? {
        getField(name, of: index)
        defer { pop(1) }
        return integer(-1)
    }

    /// Pops the value on the stack and keeps a reference to it; `unreference` releases it.
    func reference() -> Int32 { api.pointee.reference(state) }
    func unreference(_ reference: Int32) { api.pointee.unreference(state, reference) }

    func absolute(_ index: Int) -> Int { index < 0 ? count + index + 1 : index }

    private func type(_ index: Int) -> Int { Int(api.pointee.type(state, Int32(index))) }
}

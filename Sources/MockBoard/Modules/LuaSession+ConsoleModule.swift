extension LuaSession {
    /// `console` (`nodemcu-firmware dev-esp32 console.c`, `serial_common.c`, since December 2024).
    func installConsole() {
        machine.addModule(
            "console",
            [
                "on": { [unowned self] call in try consoleOn(call) },
                "mode": { [unowned self] call in
                    let mode = try call.checkedInteger(1)
                    guard mode == 0 || mode == 1 else { throw LuaCall.Failure.raise("invalid mode") }
                    feedsPrompt = mode == 1
                    return 0
                },
                "write": { [unowned self] call in
                    try writeValues(call, from: 1, refusesOthers: false, isShown: true)
                    return 0
                },
            ],
            constants: ["INTERACTIVE": 1, "NONINTERACTIVE": 0]
        )
    }

    private func consoleOn(_ call: LuaCall) throws -> Int {
        let method = try call.checkedText(1)
        guard method == "data" || method == "error" else { throw LuaCall.Failure.raise("method not supported") }
        var wish = (count: dataCallback.count, end: dataCallback.end)
        if call.number(2) != nil {
            wish = (try call.checkedInteger(2) & 0xFFFF, nil)
        } else if call.isString(2) {
            let bytes = try call.checkedBytes(2)
            guard bytes.count == 1 else { throw LuaCall.Failure.raise("only single byte end marker supported") }
            wish = (0, bytes[0])
        }
        (dataCallback.count, dataCallback.end) = wish
        guard method == "data" else { return 0 }
        listen(call, function: call.isFunction(2) ? 2 : 3)
        if dataCallback.reference != nil {
            let size = max(wish.count > 0 ? wish.count : 255, dataCallback.bytes.count + 1)
            dataCallback.room = max(dataCallback.room ?? 0, size)
        } else {
            dataCallback.room = nil
            dataCallback.bytes = []
        }
        return 0
    }
}

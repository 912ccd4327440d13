extension LuaSession {
    /// `console` (`nodemcu-firmware dev-esp32 console.c`, since December 2024).
    func installConsole() {
        machine.addModule(
            "console",
            [
                "on": { [unowned self] call in
                    let method = try call.checkedText(1)
                    guard method == "data" || method == "error" else {
                        throw LuaCall.Failure.raise("method not supported")
                    }
                    guard method == "data" else { return 0 }
                    let feeds = feedsPrompt
                    try listen(call, from: 2, mostBytes: 65535) { _ in }
                    feedsPrompt = feeds
                    return 0
                },
                "mode": { [unowned self] call in
                    let mode = try call.checkedInteger(1)
                    guard mode == 0 || mode == 1 else { throw LuaCall.Failure.argument(1, "invalid mode") }
                    feedsPrompt = mode == 1
                    return 0
                },
                "write": { [unowned self] call in
                    try writeValues(call, from: 1)
                    return 0
                },
            ],
            constants: ["INTERACTIVE": 1, "NONINTERACTIVE": 0]
        )
    }
}

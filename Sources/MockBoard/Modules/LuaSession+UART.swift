extension LuaSession {
    /// `uart` on the console's number (`nodemcu-firmware dev-esp32 uart.c`, with its bugs).
    func installUART() {
        machine.addModule(
            "uart",
            [
                "setup": { [unowned self] call in try setup(call) },
                "on": { [unowned self] call in try uartOn(call) },
                "start": { [unowned self] call in
                    // The driver is installed already, so newer lines answer false, but the data buffer is there now.
                    hasDataBuffer = true
                    call.push(configuration.line == .idf3)
                    return 1
                },
                "stop": { [unowned self] _ in
                    if configuration.line != .idf3 { hasDataBuffer = configuration.line == .idf4 }
                    return 0
                },
                "write": { [unowned self] call in
                    let number = try call.checkedInteger(1)
                    if number == consoleNumber { try refuseConsole() }
                    guard number == 0 || consoleNumber == nil else { return 0 }
                    try writeValues(call, from: 2)
                    return 0
                },
                "getconfig": { [unowned self] call in
                    if try call.checkedInteger(1) == 0 { try refuseConsole() }
                    for value in [board.consoleBaud, 8, 0, 1] { call.push(value) }
                    return 4
                },
                "txflush": { _ in 0 },
            ],
            constants: [
                "PARITY_NONE": 0, "PARITY_ODD": 1, "PARITY_EVEN": 2, "STOPBITS_1": 1, "STOPBITS_1_5": 2,
                "STOPBITS_2": 3,
            ]
        )
    }

    /// The UART's number that carries the console; newer lines know it as theirs and refuse it.
    private var consoleNumber: Int? {
        configuration.line == .console && configuration.console == .uart ? 0 : nil
    }

    private func refuseConsole() throws {
        guard consoleNumber != nil else { return }
        throw LuaCall.Failure.raise("uart in use by system console; use the 'console' module instead")
    }

    private func setup(_ call: LuaCall) throws -> Int {
        let number = try call.checkedInteger(1)
        guard (0...2).contains(number) else { throw LuaCall.Failure.raise("uart \(number) does not exist") }
        if number == 0 { try refuseConsole() }
        let baud = try call.checkedInteger(2)
        for index in 3...5 { _ = try call.checkedInteger(index) }
        if number == 0 {
            if configuration.console == .uart || configuration.console == .usbSerialJTAG, call.isNumber(6) {
                echoes = try call.checkedInteger(6) > 0
            }
            if configuration.console == .uart { board.change(baud: baud) }
        }
        call.push(baud)
        return 1
    }

    private func uartOn(_ call: LuaCall) throws -> Int {
        let index = call.isNumber(1) ? 2 : 1
        if index == 2 || consoleNumber != nil { try refuseConsole() }
        let method = try call.checkedText(index)
        guard method == "data" || method == "error" else { throw LuaCall.Failure.raise("method not supported") }
        guard method == "data" else { return 0 }
        try listen(call, from: index + 1, mostBytes: 255) { [unowned self] index in
            feedsPrompt = !(call.isNumber(index) && call.integer(index) == 0)
        }
        return 0
    }

    /// Registers a data callback from `[count | end,] function`, or takes it away.
    func listen(
        _ call: LuaCall,
        from first: Int,
        mostBytes: Int,
        then rest: (Int) throws -> Void
    ) throws {
        var index = first
        var need = DataCallback.Need.count(255)
        if call.isNumber(index) {
            let count = try call.checkedInteger(index)
            guard (0...mostBytes).contains(count) else { throw LuaCall.Failure.argument(index, "wrong arg range") }
            need = count == 0 ? .any : .count(count)
            index += 1
        } else if call.isString(index) {
            let bytes = try call.checkedBytes(index)
            guard bytes.count == 1 else { throw LuaCall.Failure.argument(index, "wrong arg range") }
            need = .end(bytes[0])
            index += 1
        }
        if let old = dataCallback { call.unreference(old.reference) }
        dataCallback = nil
        guard call.isFunction(index) else {
            feedsPrompt = true
            return
        }
        call.pushValue(index)
        dataCallback = DataCallback(need: need, reference: call.reference())
        try rest(index + 1)
    }

    /// Writes strings and numbers as bytes.
    func writeValues(_ call: LuaCall, from first: Int) throws {
        guard call.count >= first else { return }
        for index in first...call.count {
            if call.isNumber(index) {
                let number = try call.checkedInteger(index)
                guard (0...255).contains(number) else { throw LuaCall.Failure.argument(index, "invalid number") }
                send([UInt8(number)])
            } else {
                send(try call.checkedBytes(index))
            }
        }
    }
}

import ESPDevice

extension LuaSession {
    /// `uart` (`nodemcu-firmware dev-esp32 uart.c` and its counterpart in the other lines, including their bugs).
    func installUART() {
        machine.addModule(
            "uart",
            [
                "setup": { [unowned self] call in try setup(call) },
                "on": { [unowned self] call in try uartOn(call) },
                "start": { [unowned self] call in try startUART(call) },
                "stop": { [unowned self] call in
                    let number = try checkedUART(call)
                    startedUARTs.remove(number)
                    if number == consoleUART, configuration.line == .idf5 { dataCallback.room = nil }
                    return 0
                },
                "write": { [unowned self] call in
                    let number = try checkedUART(call)
                    try writeValues(call, from: 2, refusesOthers: true, isShown: number == consoleUART)
                    if number != consoleUART, !startedUARTs.contains(number) {
                        log(ESPLogLine(.error, "uart", "uart_write_bytes(1455): uart driver error"))
                    }
                    return 0
                },
                "getconfig": { [unowned self] call in
                    let isConsole = try checkedUART(call) == consoleUART
                    let format = isConsole ? host.wire.consoleFormat : .usual
                    call.push(isConsole ? host.wire.consoleBaud : 115_200)
                    for value in [format.dataBits, format.parity.number, format.stopBits] { call.push(value) }
                    return 4
                },
                "setmode": { [unowned self] call in
                    _ = try checkedUART(call)
                    _ = try call.checkedInteger(2)
                    return 0
                },
                "wakeup": { [unowned self] call in
                    _ = try checkedUART(call)
                    _ = try call.checkedInteger(2)
                    return 0
                },
                "txflush": { [unowned self] call in
                    _ = try checkedUART(call)
                    return 0
                },
            ],
            constants: [
                "STOPBITS_1": 1, "STOPBITS_1_5": 3, "STOPBITS_2": 2,
                "PARITY_NONE": 0, "PARITY_EVEN": 1, "PARITY_ODD": 2,
                "FLOWCTRL_NONE": 0, "FLOWCTRL_RTS": 1, "FLOWCTRL_CTS": 2, "MODE_UART": 0,
                "MODE_RS485_COLLISION_DETECT": 1, "MODE_RS485_APP_CONTROL": 2, "MODE_RS485_HALF_DUPLEX": 3,
                "MODE_IRDA": 4,
            ]
        )
    }

    // MARK: Numbers

    /// The number of the console's UART in ESP-IDF: none over USB, except for three chips where 5.1 says 0 (`ESP-IDF
    /// 5.1.3 esp_system/Kconfig`).
    var consoleUART: Int? {
        if configuration.console == .uart { return 0 }
        let hasNumber = ["esp32c3", "esp32c6", "esp32h2"].contains(configuration.chip.target)
        return configuration.line == .idf5 && hasNumber ? 0 : nil
    }

    /// ESP-IDF's `SOC_UART_NUM`.
    private var uartCount: Int {
        ["esp32", "esp32s3"].contains(configuration.chip.target) ? 3 : 2
    }

    /// The first argument as the number of a UART; the newest line refuses that of the console.
    private func checkedUART(_ call: LuaCall) throws -> Int {
        let number = try call.checkedInteger(1)
        guard (0..<uartCount).contains(number) else {
            throw LuaCall.Failure.raise("uart \(number) does not exist")
        }
        if number == consoleUART { try refuseConsole() }
        return number
    }

    private func refuseConsole() throws {
        guard configuration.line == .console else { return }
        throw LuaCall.Failure.raise("uart in use by system console; use the 'console' module instead")
    }

    // MARK: Settings

    private func setup(_ call: LuaCall) throws -> Int {
        let number = try checkedUART(call)
        let baud = try call.checkedInteger(2)
        let format = LineFormat(
            dataBits: try call.checkedInteger(3),
            parity: try call.checkedInteger(4),
            stopBits: try call.checkedInteger(5)
        )
        if configuration.line == .idf3 {
            if number == consoleUART, let echo = call.number(6) { echoes = echo != 0 }
        } else if !call.isNil(6) {
            if number == consoleUART {
                echoes = try call.checkedInteger(6) > 0
            } else {
                try checkPins(call)
            }
        }
        if number == consoleUART, configuration.console == .uart { host.change(baud: baud, format: format) }
        call.push(baud)
        return 1
    }

    /// The pins of a UART other than the console's: its TX and RX pins must be given.
    private func checkPins(_ call: LuaCall) throws {
        guard call.isTable(6) else { throw call.expected("table", 6) }
        for name in ["tx", "rx"] {
            call.getField(name, of: 6)
            _ = try call.checkedInteger(-1)
        }
        for name in ["cts", "rts", "flow_control"] {
            call.getField(name, of: 6)
            _ = try call.optionalInteger(-1, -1)
        }
    }

    private func startUART(_ call: LuaCall) throws -> Int {
        let number = try checkedUART(call)
        let isConsole = number == consoleUART
        if !isConsole { startedUARTs.insert(number) }
        // The driver is already installed, so the newer lines return false, but the buffer now exists; over USB nothing
        // is ever put into it.
        if isConsole, configuration.line == .idf5, configuration.console == .uart {
            dataCallback.room = dataCallback.room ?? 256
        }
        call.push(!isConsole || configuration.line == .idf3)
        return 1
    }

    // MARK: Data

    private func uartOn(_ call: LuaCall) throws -> Int {
        var index = 1
        var number = configuration.line == .console ? 0 : consoleUART
        if call.number(1) != nil {
            number = try checkedUART(call)
            index = 2
        } else if number == consoleUART {
            try refuseConsole()
        }
        let isConsole = number == consoleUART
        let method = try call.checkedBytes(index)
        index += 1
        var wish = (count: dataCallback.count, end: dataCallback.end)
        if call.isNumber(index) {
            wish = (try call.checkedInteger(index) & 0xFFFF, nil)
            index += 1
        } else if call.isString(index) {
            let bytes = try call.checkedBytes(index)
            guard bytes.count == 1 else { throw LuaCall.Failure.raise("wrong arg range") }
            wish = (0, bytes[0])
            index += 1
        }
        if isConsole { (dataCallback.count, dataCallback.end) = (min(wish.count, 255), wish.end) }
        guard wish.count <= 255 else { throw LuaCall.Failure.raise("wrong arg range") }
        let isData = method == Array("data".utf8)
        guard isData || method == Array("error".utf8) else { throw LuaCall.Failure.raise("method not supported") }
        guard isData, isConsole else { return 0 }
        let runs = call.number(index + 1) == nil || call.integerOrZero(index + 1) != 0
        listen(call, function: index)
        feedsPrompt = dataCallback.reference == nil || runs
        return 0
    }

    /// Registers the function at an index as the callback for the console's bytes; any other value removes the last
    /// callback.
    func listen(_ call: LuaCall, function index: Int) {
        if let old = dataCallback.reference { call.unreference(old) }
        dataCallback.reference = nil
        guard call.isFunction(index) else { return }
        call.pushValue(index)
        dataCallback.reference = call.reference()
    }

    /// Writes strings and numbers as bytes.
    func writeValues(_ call: LuaCall, from first: Int, refusesOthers: Bool, isShown: Bool) throws {
        guard call.count >= first else { return }
        for index in first...call.count {
            if call.isNumber(index) {
                guard let byte = UInt8(exactly: call.integerOrZero(index)) else {
                    throw LuaCall.Failure.raise("invalid number")
                }
                if isShown { send(byte) }
            } else if call.isString(index) {
                if isShown { call.withBytes(index) { send($0) } }
            } else if refusesOthers {
                throw call.expected("string", index)
            }
        }
    }
}

extension LineFormat {
    /// The format for the numbers of `uart.setup`; unknown numbers mean the default (`nodemcu-firmware dev-esp32
    /// platform.c`, `platform_uart_setup`).
    fileprivate init(dataBits: Int, parity: Int, stopBits: Int) {
        self.dataBits = (5...7).contains(dataBits) ? dataBits : 8
        self.parity = parity == 1 ? .even : parity == 2 ? .odd : .none
        self.stopBits = [2, 3].contains(stopBits) ? stopBits : 1
    }
}

extension LineFormat.Parity {
    fileprivate var number: Int {
        switch self {
        case .none: 0
        case .even: 1
        case .odd: 2
        }
    }
}

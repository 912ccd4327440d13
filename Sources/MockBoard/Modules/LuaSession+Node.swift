import ESPDevice

extension LuaSession {
    /// `node`, as far as a flasher or a lab script uses it (`nodemcu-firmware dev-esp32 node.c`).
    func installNode() {
        let line = configuration.line
        var functions: [String: LuaMachine.Function] = [
            "restart": { [unowned self] _ in
                host.requestReset(.software)
                throw LuaCall.Failure.unwind
            },
            "dsleep": { [unowned self] call in
                try sleepDeeply(call)
                throw LuaCall.Failure.unwind
            },
            "heap": { [unowned self] call in
                call.push(max(0, 200_000 - machine.memoryInUse / 2))
                return 1
            },
            "bootreason": { [unowned self] call in pushBootReason(call) },
            "uptime": { [unowned self] call in
                call.push(Double(uptime()))
                call.push(0)
                return 2
            },
            "osprint": { [unowned self] call in
                logsLines = call.isTrue(1)
                return 0
            },
            "input": { [unowned self] call in
                let bytes = try call.checkedBytes(1)
                if (1..<255).contains(bytes.count) { give(bytes) }
                return 0
            },
            "output": { [unowned self] call in
                if let redirection { call.unreference(redirection.reference) }
                redirection = nil
                guard call.isFunction(1) else { return 0 }
                call.pushValue(1)
                let isCopied = call.isNil(2) || (call.isNumber(2) ? call.number(2) != 0 : line == .idf3)
                redirection = OutputRedirection(reference: call.reference(), isCopied: isCopied)
                return 0
            },
            "stripdebug": { [unowned self] call in try stripDebugInformation(call) },
        ]
        if configuration.chip.target == "esp32" {
            functions["chipid"] = { call in
                call.push("0x30aea4cc42")
                return 1
            }
        }
        if line == .idf3, configuration.hasOSOutput {
            // The mock's log lines always go to the console.
            functions["osoutput"] = { _ in 0 }
        }
        if line != .idf3 {
            functions["setonerror"] = { [unowned self] call in
                if let old = errorHandler { call.unreference(old) }
                errorHandler = nil
                if call.isFunction(1) {
                    call.pushValue(1)
                    errorHandler = call.reference()
                }
                return 0
            }
        }
        if line.hasNodeInfo {
            functions["chipmodel"] = { [unowned self] call in
                call.push(configuration.chip.target)
                return 1
            }
            functions["info"] = { [unowned self] call in try pushNodeInfo(call) }
        }
        var tables = ["task": taskModule, "wakeup": Self.wakeupCauses]
        if configuration.lua == .lua51 { tables["egc"] = garbageCollectionModule }
        machine.addModule("node", functions, tables: tables)
    }

    /// Feeds a text to the prompt as if it had been typed.
    private func give(_ bytes: [UInt8]) {
        guard configuration.line == .idf3 else { return input.append(bytes) }
        // The old prompt runs it as one chunk, and only while its line is empty.
        guard editor.buffer.isEmpty else { return }
        let text = bytes.prefix { $0 != 0 }
        input.append(line: Array(text.last == 0x0A ? text.dropLast() : text))
    }

    /// The chip sleeps, forever if no time is given, and restarts when it wakes.
    private func sleepDeeply(_ call: LuaCall) throws {
        var wake: Int?
        if call.isNumber(1) {
            wake = try call.checkedInteger(1)
        } else if call.isTable(1) {
            let (microseconds, seconds) = (call.integerField("us", of: 1), call.integerField("secs", of: 1))
            if microseconds != nil || seconds != nil { wake = (microseconds ?? 0) + 1_000_000 * (seconds ?? 0) }
        } else {
            throw LuaCall.Failure.argument(1, "Expected integer or table")
        }
        host.exit = .deepSleep(wake.map { SimulatedTime(max(0, $0)) * 1000 })
    }

    // The kind of reset, the ROM's reset code plus seven, and the cause of the crash if software reset the chip.
    private func pushBootReason(_ call: LuaCall) -> Int {
        let number = host.lastReset.number
        let isSoftware = [3, 12].contains(number)
        call.push(number == 1 ? 1 : isSoftware ? 2 : [9, 11, 13].contains(number) ? 4 : 3)
        call.push(number + 7)
        guard number == 12 else { return 2 }
        call.push(0)
        return 3
    }

    private func pushNodeInfo(_ call: LuaCall) throws -> Int {
        let group = call.isNil(1) ? "default" : try call.checkedText(1)
        call.newTable()
        for (name, value) in try nodeInfo(group) {
            switch value {
            case .text(let text): call.push(text)
            case .number(let number): call.push(number)
            case .flag(let flag): call.push(flag)
            }
            call.setField(name)
        }
        return 1
    }

    private enum InfoValue {
        case text(String), number(Int), flag(Bool)
    }

    private func nodeInfo(_ group: String) throws -> [(String, InfoValue)] {
        let chip = configuration.chip
        switch group {
        case "hw":
            return [
                ("chip_model", .text(chip.target)), ("chip_features", .number(chip.target == "esp32" ? 50 : 18)),
                ("chip_major_rev", .number(chip.usualRevision / 100)),
                ("chip_minor_rev", .number(chip.usualRevision % 100)),
                ("cpu_cores", .number(["esp32", "esp32s3"].contains(chip.target) ? 2 : 1)),
                ("flash_size", .number(host.flashSize / 1024)), ("flash_id", .number(0x4016EF)),
            ]
        case "sw_version":
            let numbers = ["major", "minor", "revision"].map { ("node_version_\($0)", InfoValue.number(0)) }
            let texts = ["branch", "commit_id", "release", "commit_dts"].map { ("git_\($0)", InfoValue.text("")) }
            return [("node_version", .text("NodeMCU ESP32"))] + numbers + texts
        case "build_config":
            return [
                ("ssl", .flag(true)), ("lfs_size", .number(0)), ("number_type", .text("float")),
                ("modules", .text(moduleNames.joined(separator: ","))),
                ("esp_console", .text(configuration.console.firmwareName)),
            ]
        case "lfs":
            return ["lfs_mapped", "lfs_base", "lfs_size", "lfs_used"].map { ($0, .number(0)) }
        case "default": return []
        default: throw LuaCall.Failure.argument(1, "invalid option '\(group)'")
        }
    }

    /// The wake-up sources, by ESP-IDF's numbers (`ESP-IDF 5.1.3 esp_sleep.h`).
    private static var wakeupCauses: LuaMachine.Module {
        LuaMachine.Module(constants: ["TIMER": 4, "TOUCHPAD": 5, "ULP": 6, "GPIO": 7, "UART": 8])
    }

    /// Sets or returns how much debug information is kept in chunks that are compiled from now on.
    ///
    /// Existing functions keep theirs.
    private func stripDebugInformation(_ call: LuaCall) throws -> Int {
        let level = call.isNil(1) ? nil : call.integerOrZero(1)
        guard (1...3).contains(level ?? 1) else { throw LuaCall.Failure.argument(1, "Invalid strip level") }
        // A number selects the function at that stack level.
        let isLevel = call.number(2) != nil && call.integerOrZero(2) > 0
        let isFunction = call.isFunction(2) || isLevel
        guard call.count < 2 || isFunction else { throw LuaCall.Failure.argument(2, "not a valid function") }
        if let level, !isFunction { machine.stripLevel = level - 1 }
        call.push(isFunction ? 0 : machine.stripLevel + 1)
        return 1
    }

    private var taskModule: LuaMachine.Module {
        LuaMachine.Module(
            functions: [
                "post": { [unowned self] call in
                    var index = 1
                    var priority = 1
                    if call.isNumber(1) {
                        priority = try call.checkedInteger(1)
                        index = 2
                    }
                    guard (0...2).contains(priority) else { throw LuaCall.Failure.argument(1, "invalid  priority") }
                    guard call.isFunction(index) else { throw LuaCall.Failure.argument(index, "invalid function") }
                    call.pushValue(index)
                    let reference = call.reference()
                    let isPosted = tasks[priority].post(
                        .call { [unowned self] in
                            machine.stack.push(reference: reference)
                            machine.stack.unreference(reference)
                            machine.stack.push(priority)
                            callBack(arguments: 1)
                        }
                    )
                    guard isPosted else {
                        call.unreference(reference)
                        throw LuaCall.Failure.raise(Self.taskOverflow)
                    }
                    return 0
                }
            ],
            constants: ["LOW_PRIORITY": 0, "MEDIUM_PRIORITY": 1, "HIGH_PRIORITY": 2]
        )
    }

    private var garbageCollectionModule: LuaMachine.Module {
        LuaMachine.Module(
            functions: [
                "setmode": { [unowned self] call in
                    let mode = try call.checkedInteger(1)
                    machine.limitStrings(to: mode == 4 ? 4096 : 0)
                    return 0
                }
            ],
            constants: ["NOT_ACTIVE": 0, "ON_ALLOC_FAILURE": 1, "ON_MEM_LIMIT": 2, "ALWAYS": 4]
        )
    }
}

extension LuaSession {
    /// `node`, as far as a flasher or a lab script touches it (`nodemcu-firmware dev-esp32 node.c`).
    func installNode() {
        let line = configuration.line
        var functions: [String: LuaMachine.Function] = [
            "restart": { [unowned self] _ in
                restart()
                throw LuaCall.Failure.unwind
            },
            "heap": { [unowned self] call in
                call.push(max(0, 200_000 - machine.memoryInUse / 2))
                return 1
            },
            "bootreason": { [unowned self] call in
                call.push(board.bootCount == 1 ? 1 : 12)
                return 1
            },
            "uptime": { [unowned self] call in
                call.push(Double(max(board.taskFree, board.now) / 1000))
                call.push(0)
                return 2
            },
            "osprint": { [unowned self] call in
                logsLines = call.isTrue(1)
                return 0
            },
            "input": { [unowned self] call in
                let bytes = try call.checkedBytes(1)
                if bytes.count < 256 { input(bytes) }
                return 0
            },
            "output": { _ in 0 },
            "stripdebug": { _ in 0 },
        ]
        if configuration.chip.target == "esp32" {
            functions["chipid"] = { call in
                call.push("0x30aea4cc42")
                return 1
            }
        }
        if line == .idf3 { functions["osoutput"] = { _ in 0 } }
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
        if line == .idf5 || line == .console {
            functions["chipmodel"] = { [unowned self] call in
                call.push(configuration.chip.target)
                return 1
            }
            functions["info"] = { [unowned self] call in try pushNodeInfo(call) }
        }
        var tables = ["task": taskModule]
        if configuration.lua == .lua51 { tables["egc"] = garbageCollectionModule }
        machine.addModule("node", functions, tables: tables)
    }

    private func input(_ bytes: [UInt8]) {
        var line: [UInt8] = []
        for byte in bytes {
            if byte == 0x0A {
                lines.append(line)
                line = []
            } else {
                line.append(byte)
            }
        }
        if !line.isEmpty { lines.append(line) }
    }

    private func pushNodeInfo(_ call: LuaCall) throws -> Int {
        let group = try call.checkedText(1)
        call.newTable()
        switch group {
        case "hw":
            call.push(configuration.chip.target)
            call.setField("chip_model")
            call.push(configuration.chip.usualRevision)
            call.setField("chip_revision")
            call.push(board.device.flash.size / 1024)
            call.setField("flash_size")
        case "sw_version":
            call.push("NodeMCU ESP32")
            call.setField("node_version")
            for name in ["git_branch", "git_commit_id", "git_release", "git_commit_dts"] {
                call.push("")
                call.setField(name)
            }
        case "build_config":
            call.push(configuration.console.firmwareName)
            call.setField("esp_console")
            call.push(configuration.lua == .lua51 ? "float" : "float")
            call.setField("number_type")
            call.push("file,node,otaupgrade,tmr,uart")
            call.setField("modules")
        default:
            throw LuaCall.Failure.argument(1, "invalid option '\(group)'")
        }
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
                    guard call.isFunction(index) else { throw call.expected("function", index) }
                    call.pushValue(index)
                    let reference = call.reference()
                    tasks[priority].append { [unowned self] in
                        machine.stack.push(reference: reference)
                        machine.stack.unreference(reference)
                        machine.stack.push(priority)
                        callBack(arguments: 1)
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

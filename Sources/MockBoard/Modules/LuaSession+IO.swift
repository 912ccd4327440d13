extension LuaSession {
    /// `io`, on the board's files and its console.
    func installIO() {
        machine.registerMetatable(
            "FILE*",
            [
                "write": { [unowned self] call in try write(call, to: file(call), from: 2) },
                "read": { [unowned self] call in try read(call, file(call), from: 2) },
                "lines": { [unowned self] call in
                    let file = try file(call)
                    machine.push { call in
                        guard let line = file.readLine(keepsEnd: false) else { return 0 }
                        call.push(line)
                        return 1
                    }
                    return 1
                },
                "seek": { [unowned self] call in try seek(call, file(call)) },
                "close": { [unowned self] call in
                    try file(call).isOpen = false
                    call.push(true)
                    return 1
                },
                "flush": { _ in 0 },
                "__tostring": { call in
                    let number = String(call.object(1) &* 0x40 &+ 0x3FFC_0000, radix: 16)
                    call.push("file (0x\(number))")
                    return 1
                },
            ]
        )
        machine.addLibrary(
            "io",
            [
                "open": { [unowned self] call in try open(call) },
                "write": { [unowned self] call in
                    for index in stride(from: 1, through: call.count, by: 1) {
                        send(try writtenBytes(call, index))
                    }
                    return pushStandardOutput(call)
                },
                "read": { call in
                    call.pushNil()
                    return 1
                },
                "output": { [unowned self] call in pushStandardOutput(call) },
                "lines": { [unowned self] call in
                    let name = try call.checkedText(1)
                    guard host.files.contents[name] != nil else {
                        throw LuaCall.Failure.raise("\(name): No such file or directory")
                    }
                    let file = BoardFile(name, in: host.files, isWritable: false, atEnd: false)
                    machine.push { call in
                        guard let line = file.readLine(keepsEnd: false) else { return 0 }
                        call.push(line)
                        return 1
                    }
                    return 1
                },
                "type": { [unowned self] call in
                    if call.object(1) == 0 {
                        call.pushNil()
                    } else {
                        call.push(
                            objects[call.object(1)] is StandardOutput
                                || (objects[call.object(1)] as? BoardFile)?.isOpen == true ? "file" : "closed file"
                        )
                    }
                    return 1
                },
            ]
        )
        _ = pushStandardOutput(machine.stack)
        machine.stack.setField("stdout")
        machine.stack.pop(1)
    }

    private func pushStandardOutput(_ call: LuaCall) -> Int {
        let number = standardOutput ?? objects.add(StandardOutput())
        standardOutput = number
        call.push(object: number)
        machine.pushRegistered("FILE*")
        call.setMetatable(-2)
        return 1
    }

    private func file(_ call: LuaCall) throws -> BoardFile {
        guard let file = objects[call.object(1)] as? BoardFile, file.isOpen else {
            throw LuaCall.Failure.raise("attempt to use a closed file")
        }
        return file
    }

    private func open(_ call: LuaCall) throws -> Int {
        let name = try call.checkedText(1)
        let mode = call.isNil(2) ? "r" : try call.checkedText(2)
        guard let first = mode.first, "rwa".contains(first) else {
            guard configuration.lua == .lua51 else { throw LuaCall.Failure.argument(2, "invalid mode") }
            return fail(call, "\(name): Invalid argument", 22)
        }
        if first == "r", host.files.contents[name] == nil {
            return fail(call, "\(name): No such file or directory", 2)
        }
        if first == "w" || host.files.contents[name] == nil { host.files.contents[name] = [] }
        let file = BoardFile(
            name,
            in: host.files,
            isWritable: first != "r" || mode.contains("+"),
            atEnd: first == "a"
        )
        call.push(object: objects.add(file))
        machine.pushRegistered("FILE*")
        call.setMetatable(-2)
        return 1
    }

    private func fail(_ call: LuaCall, _ message: String, _ number: Int) -> Int {
        call.pushNil()
        call.push(message)
        call.push(number)
        return 3
    }

    private func write(_ call: LuaCall, to file: @autoclosure () throws -> BoardFile, from first: Int) throws -> Int {
        let isConsole = objects[call.object(1)] is StandardOutput
        for index in stride(from: first, through: call.count, by: 1) {
            let bytes = try writtenBytes(call, index)
            if isConsole { send(bytes) } else { try file().write(bytes) }
        }
        if configuration.lua == .lua51 { call.push(true) } else { call.pushValue(1) }
        return 1
    }

    /// The bytes of a string or number; a float with an integral value is written as an integer.
    private func writtenBytes(_ call: LuaCall, _ index: Int) throws -> [UInt8] {
        let bytes = try call.checkedBytes(index)
        return call.isNumber(index) && bytes.suffix(2) == [0x2E, 0x30] ? bytes.dropLast(2) : bytes
    }

    private func read(_ call: LuaCall, _ file: BoardFile, from first: Int) throws -> Int {
        let format = call.isNumber(first) ? nil : (call.isNil(first) ? "*l" : try call.checkedText(first))
        let bytes: [UInt8]?
        switch format.map({ $0.drop { $0 == "*" } }) {
        case nil: bytes = file.read(try call.checkedInteger(first))
        case "a": bytes = file.read(.max) ?? []
        case "L": bytes = file.readLine(keepsEnd: true)
        default: bytes = file.readLine(keepsEnd: false)
        }
        if let bytes { call.push(bytes) } else { call.pushNil() }
        return 1
    }

    private func seek(_ call: LuaCall, _ file: BoardFile) throws -> Int {
        let whence = call.isNil(2) ? "cur" : try call.checkedText(2)
        let offset = try call.optionalInteger(3, 0)
        let base =
            switch whence {
            case "set": 0
            case "end": file.contents.count
            default: file.position
            }
        file.position = max(0, base + offset)
        call.push(file.position)
        return 1
    }
}

/// The placeholder for the console among the files that Lua holds.
private final class StandardOutput {}

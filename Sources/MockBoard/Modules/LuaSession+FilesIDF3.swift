import ESPImage

extension LuaSession {
    /// The part of `file` that only the oldest line has, which has no `io`: opening, reading and writing
    /// (`nodemcu-firmware dev-esp32-idf3-final file.c`).
    var oldFileFunctions: [String: LuaMachine.Function] {
        fileMethods.merging([
            "open": { [unowned self] call in try openAsIDF3(call) },
            "stat": { [unowned self] call in
                let name = try call.checkedText(1)
                guard let bytes = host.files.contents[name] else {
                    call.pushNil()
                    return 1
                }
                call.newTable()
                call.push(bytes.count)
                call.setField("size")
                call.push(name)
                call.setField("name")
                for flag in ["is_dir", "is_rdonly", "is_hidden", "is_sys", "is_arch"] {
                    call.push(false)
                    call.setField(flag)
                }
                return 1
            },
            "fscfg": { [unowned self] call in
                let place = configuration.partitions.partitions.first { $0.type == .nodeMCU && $0.subtype == 0 }
                for value in [place?.offset ?? 0, place?.size ?? 0] { call.push(value) }
                return 2
            },
            "on": { _ in 0 },
        ]) { $1 }
    }

    /// The methods of an open file.
    ///
    /// They are also functions of the module, which then use the file that was opened last.
    private var fileMethods: [String: LuaMachine.Function] {
        [
            "close": { [unowned self] call in
                try openFile(call)?.isOpen = false
                defaultFile = nil
                return 0
            },
            "read": { [unowned self] call in
                let (file, first) = try fileAndFirst(call)
                var count = Self.chunk
                var end: UInt8?
                if call.isNumber(first) {
                    count = try call.checkedInteger(first)
                } else if call.isString(first) {
                    let bytes = try call.checkedBytes(first)
                    guard bytes.count == 1 else { throw LuaCall.Failure.raise("wrong arg range") }
                    end = bytes[0]
                }
                return readAsIDF3(call, file, count, until: end)
            },
            "readline": { [unowned self] call in
                readAsIDF3(call, try fileAndFirst(call).file, Self.chunk, until: 0x0A)
            },
            "write": { [unowned self] call in try writeAsIDF3(call, ending: []) },
            "writeline": { [unowned self] call in try writeAsIDF3(call, ending: [0x0A]) },
            "seek": { [unowned self] call in
                let (file, first) = try fileAndFirst(call)
                let whence = call.isNil(first) ? "cur" : try call.checkedText(first)
                let bases = ["set": 0, "cur": file.position, "end": file.contents.count]
                guard let base = bases[whence] else {
                    throw LuaCall.Failure.argument(first, "invalid option '\(whence)'")
                }
                let position = base + (try call.optionalInteger(first + 1, 0))
                guard (0...file.contents.count).contains(position) else {
                    call.pushNil()
                    return 1
                }
                file.position = position
                call.push(position)
                return 1
            },
            "flush": { [unowned self] call in
                _ = try fileAndFirst(call)
                call.push(true)
                return 1
            },
        ]
    }

    /// The default number of bytes to read.
    private static let chunk = 1024
    /// The maximum length of a name (`CONFIG_FS_OBJ_NAME_LEN`).
    private static let nameLimit = 31

    func installOldFiles() {
        machine.registerMetatable("file.obj", fileMethods) { [unowned self] number in objects.remove(number) }
    }

    private func openAsIDF3(_ call: LuaCall) throws -> Int {
        defaultFile = nil
        let bytes = try call.checkedBytes(1)
        guard bytes.count <= Self.nameLimit, !bytes.contains(0) else {
            throw LuaCall.Failure.argument(1, "filename invalid")
        }
        let name = String(decoding: bytes, as: UTF8.self)
        // An unknown mode means reading.
        let wish = call.isNil(2) ? "r" : try call.checkedText(2)
        let mode = ["r", "w", "a", "r+", "w+", "a+"].contains(wish) ? wish : "r"
        if mode.hasPrefix("w") || mode.hasPrefix("a") && host.files.contents[name] == nil {
            host.files.contents[name] = []
        }
        guard host.files.contents[name] != nil else {
            call.pushNil()
            return 1
        }
        let file = BoardFile(name, in: host.files, isWritable: mode != "r", atEnd: mode.hasPrefix("a"))
        let number = objects.add(file)
        defaultFile = file
        call.push(object: number)
        machine.pushRegistered("file.obj")
        call.setMetatable(-2)
        return 1
    }

    /// The file that a call names, or the one that was opened last; `nil` if that one is closed.
    private func openFile(_ call: LuaCall) throws -> BoardFile? {
        let number = call.object(1)
        guard number != 0 else { return defaultFile }
        guard let file = objects[number] as? BoardFile else { throw call.expected("file.obj", 1) }
        return file
    }

    private func fileAndFirst(_ call: LuaCall) throws -> (file: BoardFile, first: Int) {
        guard let file = try openFile(call), file.isOpen else { throw LuaCall.Failure.raise("open a file first") }
        return (file, call.object(1) == 0 ? 1 : 2)
    }

    private func readAsIDF3(_ call: LuaCall, _ file: BoardFile, _ count: Int, until end: UInt8?) -> Int {
        let rest = file.contents.dropFirst(file.position).prefix(count > 0 ? count : Self.chunk)
        let bytes = end.flatMap(rest.firstIndex).map { rest[...$0] } ?? rest
        file.position += bytes.count
        if bytes.isEmpty { call.pushNil() } else { call.push(Array(bytes)) }
        return 1
    }

    private func writeAsIDF3(_ call: LuaCall, ending: [UInt8]) throws -> Int {
        let (file, first) = try fileAndFirst(call)
        let bytes = try call.checkedBytes(first)
        guard file.isWritable else {
            call.pushNil()
            return 1
        }
        file.write(bytes + ending)
        call.push(true)
        return 1
    }
}

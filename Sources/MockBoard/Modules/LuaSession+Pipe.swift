extension LuaSession {
    /// `pipe` (`nodemcu-firmware dev-esp32 pipe.c`).
    func installPipe() {
        machine.addModule("pipe", ["create": { [unowned self] call in try createPipe(call) }])
        machine.registerMetatable("pipe.bytes", [:]) { [unowned self] number in
            if let reader = (objects.remove(number) as? BytePipe)?.reader { machine.stack.unreference(reader.function) }
        }
        machine.registerMetatable(
            "pipe",
            [
                "read": { [unowned self] call in try read(call, pipe(call), portion(call)) },
                "write": { [unowned self] call in
                    let pipe = try pipe(call)
                    guard let bytes = call.bytes(2) else { throw LuaCall.Failure.argument(2, "must be a string") }
                    pipe.write(bytes)
                    if !bytes.isEmpty, pipe.reader?.isPosted == false, pipe.reader?.isActive == false {
                        call.pushValue(1)
                        guard post(pipe, itself: call.reference()) else {
                            throw LuaCall.Failure.raise(Self.taskOverflow)
                        }
                    }
                    return 0
                },
                "unread": { [unowned self] call in
                    guard let bytes = call.bytes(2) else { throw LuaCall.Failure.argument(2, "must be a string") }
                    try pipe(call).unread(bytes)
                    return 0
                },
                "reader": { [unowned self] call in
                    let (pipe, portion) = (try pipe(call), try portion(call))
                    machine.push { [unowned self] call in try read(call, pipe, portion) }
                    return 1
                },
                "nrec": { [unowned self] call in
                    call.push(try pipe(call).recordCount)
                    return 1
                },
                "__len": { [unowned self] call in
                    call.push(try pipe(call).recordCount + 1)
                    return 1
                },
            ]
        )
    }

    private func createPipe(_ call: LuaCall) throws -> Int {
        let pipe = BytePipe()
        if !call.isNil(1) {
            guard call.isFunction(1) else { throw call.expected("function", 1) }
            let priority = call.isNil(2) ? 1 : call.integerOrZero(2)
            guard (0...2).contains(priority) else { throw LuaCall.Failure.argument(2, "invalid priority") }
            call.pushValue(1)
            pipe.reader = BytePipe.Reader(function: call.reference(), priority: priority)
        }
        // A table, as in the firmware; its first element holds the pipe's content.
        call.newTable()
        call.push(1)
        call.push(object: objects.add(pipe))
        machine.pushRegistered("pipe.bytes")
        call.setMetatable(-2)
        call.setRaw(-3)
        machine.pushRegistered("pipe")
        call.setMetatable(-2)
        return 1
    }

    private func pipe(_ call: LuaCall) throws -> BytePipe {
        guard call.isTable(1) else { throw LuaCall.Failure.argument(1, "pipe table") }
        call.push(1)
        call.getRaw(1)
        defer { call.pop(1) }
        guard let pipe = objects[call.object(-1)] as? BytePipe else { throw LuaCall.Failure.argument(1, "pipe table") }
        return pipe
    }

    private func portion(_ call: LuaCall) throws -> BytePipe.Portion {
        if call.isNil(2) { return .line(end: 0x0A, keepsEnd: false) }
        if call.isNumber(2) {
            let count = try call.checkedInteger(2)
            guard count > 0 else { throw LuaCall.Failure.argument(2, "invalid chunk size") }
            return .count(count)
        }
        let end = call.bytes(2) ?? []
        let keepsEnd = end.count == 2 && end[1] == UInt8(ascii: "+")
        guard end.count == 1 || keepsEnd else { throw LuaCall.Failure.argument(2, "invalid delimiter") }
        return .line(end: end[0], keepsEnd: keepsEnd)
    }

    private func read(_ call: LuaCall, _ pipe: BytePipe, _ portion: BytePipe.Portion) throws -> Int {
        if let bytes = pipe.read(portion) { call.push(bytes) } else { call.pushNil() }
        return 1
    }

    /// Schedules the reader in a task of its own; returns whether the queue had a place for it.
    ///
    /// A reader whose task found no place is never called again.
    private func post(_ pipe: BytePipe, itself: Int32) -> Bool {
        guard let reader = pipe.reader else { return true }
        pipe.reader?.isPosted = true
        return tasks[reader.priority].post(.call { [unowned self] in call(reader, of: pipe, itself: itself) })
    }

    private func call(_ reader: BytePipe.Reader, of pipe: BytePipe, itself: Int32) {
        let stack = machine.stack
        stack.push(reference: reader.function)
        stack.push(reference: itself)
        pipe.reader?.isPosted = false
        pipe.reader?.isActive = true
        feedWatchdog()
        switch machine.call(arguments: 1, results: 1) {
        case .unwound: return
        case .raised:
            stack.unreference(itself)
            return fail()
        case .returned: break
        }
        pipe.reader?.isActive = false
        // It is called again if it returns nothing; only false ends that, once the pipe is empty.
        let goesOn = stack.isBoolean(-1) ? stack.isTrue(-1) && !pipe.bytes.isEmpty : true
        stack.pop(1)
        if !goesOn {
            stack.unreference(itself)
        } else if !post(pipe, itself: itself) {
            fail(Self.taskOverflow)
        }
    }
}

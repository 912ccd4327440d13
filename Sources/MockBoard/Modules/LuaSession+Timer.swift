extension LuaSession {
    /// `tmr`: timers in the board's own time (`nodemcu-firmware dev-esp32 tmr.c`).
    func installTimer() {
        var functions: [String: LuaMachine.Function] = [
            "create": { [unowned self] call in
                let number = objects.add(BoardTimerBox())
                timers[number] = BoardTimer(object: number)
                call.push(object: number)
                machine.pushRegistered("tmr.timer")
                call.setMetatable(-2)
                return 1
            }
        ]
        if configuration.line != .idf3 {
            functions["wdclr"] = { [unowned self] _ in
                feedWatchdog()
                return 0
            }
        }
        machine.addModule("tmr", functions, constants: ["ALARM_SINGLE": 0, "ALARM_SEMI": 1, "ALARM_AUTO": 2])
        addMethods()
    }

    private func addMethods() {
        machine.registerMetatable(
            "tmr.timer",
            [
                "register": { [unowned self] call in
                    try register(call)
                    return 0
                },
                "alarm": { [unowned self] call in
                    let timer = try register(call)
                    start(timer)
                    call.push(true)
                    return 1
                },
                "start": { [unowned self] call in
                    let timer = try timer(call)
                    guard timer.callback != nil, !timer.isRunning else {
                        call.push(false)
                        return 1
                    }
                    start(timer)
                    call.push(true)
                    return 1
                },
                "stop": { [unowned self] call in
                    let timer = try timer(call)
                    call.push(timer.isRunning)
                    stop(timer)
                    return 1
                },
                "unregister": { [unowned self] call in
                    let timer = try timer(call)
                    stop(timer)
                    if let callback = timer.callback { call.unreference(callback) }
                    timer.callback = nil
                    return 0
                },
                "interval": { [unowned self] call in
                    let timer = try timer(call)
                    timer.interval = try interval(call, 2)
                    if timer.isRunning { start(timer) }
                    return 0
                },
                "state": { [unowned self] call in
                    let timer = try timer(call)
                    guard timer.callback != nil else { return 0 }
                    call.push(timer.isRunning)
                    call.push(timer.mode.rawValue)
                    return 2
                },
            ]
        )
    }

    private func timer(_ call: LuaCall) throws -> BoardTimer {
        guard let timer = timers[call.object(1)] else { throw call.expected("tmr.timer", 1) }
        return timer
    }

    private func interval(_ call: LuaCall, _ index: Int) throws -> SimulatedTime {
        let milliseconds = try call.checkedInteger(index)
        guard (1...6_870_947).contains(milliseconds) else {
            throw LuaCall.Failure.argument(index, "Range: 1-6870947")
        }
        return SimulatedTime(milliseconds) * 1_000_000
    }

    @discardableResult
    private func register(_ call: LuaCall) throws -> BoardTimer {
        let timer = try timer(call)
        timer.interval = try interval(call, 2)
        guard let mode = BoardTimer.Mode(rawValue: try call.checkedInteger(3)) else {
            throw LuaCall.Failure.argument(3, "Invalid mode")
        }
        guard call.isFunction(4) else { throw call.expected("function", 4) }
        stop(timer)
        timer.mode = mode
        if let old = timer.callback { call.unreference(old) }
        call.pushValue(4)
        timer.callback = call.reference()
        return timer
    }

    private func stop(_ timer: BoardTimer) {
        timer.isRunning = false
        timer.generation += 1
    }

    private func start(_ timer: BoardTimer) {
        timer.isRunning = true
        timer.generation += 1
        schedule(timer, at: max(board.taskFree, board.now) + timer.interval)
    }

    private func schedule(_ timer: BoardTimer, at time: SimulatedTime) {
        let (generation, boot) = (timer.generation, board.bootCount)
        board.events.add(at: time) { [weak self] board in
            guard let self, board.bootCount == boot, timer.generation == generation, timer.isRunning else { return }
            tasks[1].append { [unowned self] in fire(timer, generation) }
            board.wake()
        }
    }

    private func fire(_ timer: BoardTimer, _ generation: Int) {
        guard timer.generation == generation, timer.isRunning, let callback = timer.callback else { return }
        if timer.mode == .auto { schedule(timer, at: board.now + timer.interval) } else { timer.isRunning = false }
        let stack = machine.stack
        stack.push(reference: callback)
        stack.push(object: timer.object)
        machine.pushRegistered("tmr.timer")
        stack.setMetatable(-2)
        callBack(arguments: 1)
    }
}

/// What stands for a timer among the objects that Lua holds.
private final class BoardTimerBox {}

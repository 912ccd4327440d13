extension LuaSession {
    /// `tmr`: timers in simulated time (`nodemcu-firmware dev-esp32 tmr.c`).
    func installTimer() {
        var functions: [String: LuaMachine.Function] = [
            "create": { [unowned self] call in
                call.push(object: objects.add(BoardTimer()))
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
        machine.addModule("tmr", functions, constants: ["ALARM_SINGLE": 0, "ALARM_SEMI": 2, "ALARM_AUTO": 1])
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
                    try register(call)
                    return try start(call)
                },
                "start": { [unowned self] call in try start(call) },
                "stop": { [unowned self] call in
                    let timer = try timer(call)
                    call.push(timer.isRunning)
                    stop(timer)
                    return 1
                },
                "unregister": { [unowned self] call in
                    unregister(try timer(call))
                    return 0
                },
                "interval": { [unowned self] call in
                    let timer = try timer(call)
                    let interval = try interval(call, 2)
                    guard timer.callback != nil else { return 0 }
                    timer.interval = interval
                    if timer.isRunning { schedule(timer, at: clock.taskTime + interval) }
                    return 0
                },
                "state": { [unowned self] call in
                    let timer = try timer(call)
                    guard timer.callback != nil else {
                        call.pushNil()
                        return 1
                    }
                    call.push(timer.isRunning)
                    call.push(timer.mode.rawValue)
                    return 2
                },
            ],
            release: { [unowned self] number in
                if let timer = objects.remove(number) as? BoardTimer { unregister(timer) }
            }
        )
    }

    private func timer(_ call: LuaCall) throws -> BoardTimer {
        guard let timer = objects[call.object(1)] as? BoardTimer else { throw call.expected("tmr.timer", 1) }
        return timer
    }

    private func interval(_ call: LuaCall, _ index: Int) throws -> SimulatedTime {
        let milliseconds = try call.checkedInteger(index)
        guard (1...6_870_947).contains(milliseconds) else {
            throw LuaCall.Failure.argument(index, "Range: 1-6870947")
        }
        return SimulatedTime(milliseconds) * 1_000_000
    }

    private func register(_ call: LuaCall) throws {
        let timer = try timer(call)
        let interval = try interval(call, 2)
        guard let mode = BoardTimer.Mode(rawValue: try call.checkedInteger(3) & 0xFF) else {
            throw LuaCall.Failure.argument(3, "Invalid mode")
        }
        guard call.isFunction(4) else {
            throw configuration.line == .idf3
                ? LuaCall.Failure.argument(4, "Must be function") : call.expected("function", 4)
        }
        timer.isRunning = false
        (timer.interval, timer.mode) = (interval, mode)
        if let old = timer.callback { call.unreference(old) }
        call.pushValue(4)
        timer.callback = call.reference()
    }

    private func start(_ call: LuaCall) throws -> Int {
        let timer = try timer(call)
        guard timer.callback != nil else { throw LuaCall.Failure.raise("timer not registered") }
        guard !timer.isRunning else {
            call.push(false)
            return 1
        }
        // A running timer keeps a reference to itself.
        if timer.itself == nil {
            call.pushValue(1)
            timer.itself = call.reference()
        }
        timer.isRunning = true
        schedule(timer, at: clock.taskTime + timer.interval)
        call.push(true)
        return 1
    }

    private func stop(_ timer: BoardTimer) {
        timer.isRunning = false
        if let itself = timer.itself { machine.stack.unreference(itself) }
        timer.itself = nil
    }

    private func unregister(_ timer: BoardTimer) {
        stop(timer)
        if let callback = timer.callback { machine.stack.unreference(callback) }
        timer.callback = nil
    }

    private func schedule(_ timer: BoardTimer, at time: SimulatedTime) {
        timer.schedule += 1
        let schedule = timer.schedule
        host.schedule(at: time) { [unowned self] in
            guard timer.schedule == schedule, timer.isRunning else { return }
            if timer.mode == .auto { self.schedule(timer, at: clock.now + timer.interval) }
            post(timer)
            host.wake()
        }
    }

    /// The interval has passed: posts the alarm to the high-priority queue.
    ///
    /// The firmware does not notice if the queue is full. The alarm is then lost: a timer that does not repeat never
    /// fires, although its state is still running.
    private func post(_ timer: BoardTimer) {
        host.counters.alarmsDue += 1
        let isPosted =
            !host.faults.losesAlarm(host.counters.alarmsDue)
            && tasks[2].post(.call { [unowned self] in fire(timer) })
        if !isPosted { host.counters.alarmsLost += 1 }
    }

    private func fire(_ timer: BoardTimer) {
        guard let callback = timer.callback, let itself = timer.itself else { return }
        let stack = machine.stack
        stack.push(reference: callback)
        stack.push(reference: itself)
        switch timer.mode {
        case .auto: break
        case .semi: stop(timer)
        case .single: unregister(timer)
        }
        callBack(arguments: 1)
    }
}

import ESPDevice
import ESPImage
import TransportCore

extension LuaSession {
    /// `otaupgrade`: the device's functions, with Lua's arguments and results.
    func installOTAUpgrade() {
        let module = firmware.otaupgrade
        machine.addModule(
            "otaupgrade",
            [
                "commence": { [unowned self] _ in
                    board.counters.commenceCalls += 1
                    board.update = BoardUpdate()
                    return try finish { () throws(PowerLoss) in try module.commence() }
                },
                "write": { [unowned self] call in try write(call) },
                "complete": { [unowned self] call in
                    board.counters.completeCalls += 1
                    board.update?.isCompleted = true
                    let argument: RebootArgument =
                        if call.isNil(1) {
                            .absent
                        } else if let number = call.integer(1) {
                            .number(number)
                        } else if call.number(1) != nil {
                            .notAnInteger
                        } else {
                            .notANumber(typeName: call.typeName(1))
                        }
                    return try finish { () throws(PowerLoss) in try module.complete(argument) }
                },
                "accept": { [unowned self] _ in try finish { () throws(PowerLoss) in try module.accept() } },
                "rollback": { [unowned self] _ in try finish { () throws(PowerLoss) in try module.rollback() } },
                "info": { [unowned self] call in pushInfo(call) },
            ]
        )
    }

    private func write(_ call: LuaCall) throws -> Int {
        let bytes = try call.checkedBytes(1)
        let results = try finish { () throws(PowerLoss) in try firmware.otaupgrade.write(bytes) }
        guard !bytes.isEmpty else { return results }
        board.counters.writeCalls += 1
        board.counters.bytesWritten += bytes.count
        board.update?.bytes += bytes
        try suffer(afterCall: board.counters.writeCalls)
        return results
    }

    /// The faults after a call of `otaupgrade.write`.
    private func suffer(afterCall number: Int) throws {
        let faults = board.faults
        if faults.dropsReply(toCall: number) {
            board.dropsOutput = true
            board.events.add(at: max(board.taskFree, board.now) + 20_000_000) { $0.dropsOutput = false }
        }
        if let stall = faults.stall(afterCall: number) { board.stall(for: stall.nanoseconds) }
        if faults.resets(at: .call(number)) {
            restart(.externalPin)
            throw LuaCall.Failure.unwind
        }
        if let gone = faults.unplug(at: .call(number)) { board.unplug(for: gone.nanoseconds) }
    }

    private func finish(_ function: () throws(PowerLoss) -> LuaOutcome) throws -> Int {
        let outcome: LuaOutcome
        do throws(PowerLoss) {
            outcome = try function()
        } catch {
            board.losesPower = true
            throw LuaCall.Failure.unwind
        }
        switch outcome {
        case .returns: return 0
        case .raises(let message): throw LuaCall.Failure.raise(message)
        case .restarts:
            restart()
            throw LuaCall.Failure.unwind
        }
    }

    private func pushInfo(_ call: LuaCall) -> Int {
        let info = firmware.otaupgrade.info()
        board.counters.resetsAtLastInfo = board.counters.resets
        call.push(info.running)
        if let boot = info.boot { call.push(boot) } else { call.pushNil() }
        call.newTable()
        for slot in info.slots {
            call.newTable()
            if let state = slot.state {
                call.push(state.word)
                call.setField("state")
            }
            if let description = slot.description {
                for (name, value) in [
                    ("name", description.name), ("version", description.version), ("date", description.date),
                    ("time", description.time), ("idf_version", description.idfVersion),
                ] {
                    call.push(value)
                    call.setField(name)
                }
                call.push(Int(description.secureVersion))
                call.setField("secure_version")
            }
            call.setField(slot.name)
        }
        return 3
    }
}

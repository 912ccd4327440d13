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
                    host.counters.commenceCalls += 1
                    host.update = BoardUpdate()
                    return try finish { () throws(PowerLoss) in try module.commence() }
                },
                "write": { [unowned self] call in try write(call) },
                "complete": { [unowned self] call in
                    host.counters.completeCalls += 1
                    host.update?.isCompleted = true
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
        host.counters.writeCalls += 1
        host.counters.bytesWritten += bytes.count
        host.update?.bytes += bytes
        host.applyFaults(afterCall: host.counters.writeCalls)
        if host.exit != nil { throw LuaCall.Failure.unwind }
        return results
    }

    private func finish(_ function: () throws(PowerLoss) -> LuaOutcome) throws -> Int {
        let outcome: LuaOutcome
        do throws(PowerLoss) {
            outcome = try function()
        } catch {
            host.exit = .powerLoss
            throw LuaCall.Failure.unwind
        }
        switch outcome {
        case .returns: return 0
        case .raises(let message): throw LuaCall.Failure.raise(message)
        case .restarts:
            host.requestReset(.software)
            throw LuaCall.Failure.unwind
        }
    }

    private func pushInfo(_ call: LuaCall) -> Int {
        let info = firmware.otaupgrade.info()
        host.counters.resetsAtLastInfo = host.counters.resets
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

import ESPImage

/// NodeMCU's `otaupgrade` without its Lua part: the effect of its six functions, and their error messages.
///
/// Source: `nodemcu-firmware dev-esp32 otaupgrade.c`, the same in `dev-esp32-idf4-legacy` and `dev-esp32-idf3-final`.
/// Every function throws only `PowerLoss`; other errors are in the outcome, as Lua sees them.
package final class OTAUpgradeModule {
    /// ESP-IDF's functions.
    package let ota: ESPOTA
    /// The module's two variables, which are kept until the next restart.
    private var handle = ESPOTA.Handle.none
    private var next: Partition?

    init(_ ota: ESPOTA) {
        self.ota = ota
    }

    /// `otaupgrade.commence()`: erases the slot for the next update.
    ///
    /// The slot is stored before anything can fail.
    package func commence() throws(PowerLoss) -> LuaOutcome {
        next = ota.nextUpdate()
        guard let next else { return .raises("no OTA partition available") }
        let code = try attempt { () throws(DeviceFailure) in handle = try ota.begin(next) }
        return switch code {
        case nil: .returns
        case .noMemory: .raises("out of memory")
        case .partitionConflict: .raises("can't overrite running firmware")
        case .selectInfoInvalid: .raises("ota data partition invalid")
        case .rollbackInvalidState: .raises("can't upgrade from unconfirmed firmware")
        default: .raises("ota error")
        }
    }

    /// `otaupgrade.write(data)`: writes the next bytes.
    ///
    /// Arguments other than strings and numbers have already been rejected.
    package func write(_ bytes: some Collection<UInt8>) throws(PowerLoss) -> LuaOutcome {
        let code = try attempt { () throws(DeviceFailure) in try ota.write(bytes, to: handle) }
        return switch code {
        case nil: .returns
        case .invalidArgument: .raises("write not possible, use otaupgrade.commence() first")
        case .validateFailed: .raises("not a valid ota image")
        default: .raises("ota error")
        }
    }

    /// `otaupgrade.complete([reboot])`: verifies the image, switches the boot slot, and restarts if requested.
    ///
    /// It does not check whether the boot slot was switched. It checks its argument last, after the switch.
    package func complete(_ argument: RebootArgument) throws(PowerLoss) -> LuaOutcome {
        guard let slot = next else { return .raises("no upgrade in progress") }
        switch try attempt({ () throws(DeviceFailure) in try ota.end(handle) }) {
        case nil: break
        case .invalidArgument: return .raises("empty firmware image")
        case .validateFailed: return .raises("validation failed")
        default: return .raises("ota error")
        }
        _ = try attempt { () throws(DeviceFailure) in try ota.setBoot(slot) }
        next = nil
        return switch argument {
        case .absent, .number(0): .returns
        case .number: .restarts
        case .notAnInteger: .raises("bad argument #1 to 'complete' (number has no integer representation)")
        case .notANumber(let type): .raises("bad argument #1 to 'complete' (number expected, got \(type))")
        }
    }

    /// `otaupgrade.accept()`: marks the image of the active record as valid.
    package func accept() throws(PowerLoss) -> LuaOutcome {
        try attempt { () throws(DeviceFailure) in try ota.markValid() } == nil
            ? .returns : .raises("firmware accept failed")
    }

    /// `otaupgrade.rollback()`: marks the image of the active record as invalid, and restarts.
    package func rollback() throws(PowerLoss) -> LuaOutcome {
        switch try attempt({ () throws(DeviceFailure) in try ota.markInvalid() }) {
        case nil: .restarts
        case .rollbackFailed: .raises("no other firmware to roll back to")
        default: .raises("ota error")
        }
    }

    /// `otaupgrade.info()`: the running slot, the slot that boots next, and the details of each slot.
    package func info() -> OTAUpgradeInfo {
        let boot = ota.boot()
        return OTAUpgradeInfo(
            running: ota.running.name,
            boot: boot?.name,
            slots: ota.partitions.all.filter(Self.isListed).map(slot)
        )
    }

    /// The upper limit of the slot numbers is the test application's number, which the module also accepts.
    private static func isListed(_ partition: Partition) -> Bool {
        partition.type == .app && (0x10...0x20).contains(partition.subtype)
    }

    private func slot(_ partition: Partition) -> OTAUpgradeInfo.Slot {
        guard let state = try? ota.state(of: partition) else { return OTAUpgradeInfo.Slot(name: partition.name) }
        return OTAUpgradeInfo.Slot(
            name: partition.name,
            state: state,
            description: AppDescription(in: partition, of: ota.flash)
        )
    }

    /// Calls a function of ESP-IDF as C does: an error is a return value, and only a power loss is thrown.
    private func attempt(_ function: () throws(DeviceFailure) -> Void) throws(PowerLoss) -> ESPError? {
        do throws(DeviceFailure) {
            try function()
            return nil
        } catch {
            switch error {
            case .code(let code): return code
            case .powerLoss(let loss): throw loss
            }
        }
    }
}

import ESPDevice
import TransportCore

/// The part of a board that Lua and its modules use.
protocol LuaHost: AnyObject {
    var configuration: BoardConfiguration { get }
    /// The time, which Lua's work advances.
    var clock: TaskClock { get }
    /// The file system.
    var files: BoardFiles { get }
    /// The size of the flash, in bytes.
    var flashSize: Int { get }
    /// The reason for the last start.
    var lastReset: ResetReason { get }
    /// The rates and formats of the console's line.
    var wire: ConsoleWire { get }
    var faults: FaultSchedule { get }
    var counters: BoardCounters { get set }
    /// The most recent update; `nil` before the first.
    var update: BoardUpdate? { get set }

    /// How Lua's run ends; `nil` while it goes on.
    ///
    /// Whoever sets it unwinds Lua, which prints nothing more.
    var exit: BoardExit? { get set }

    /// Sends Lua's output; Lua's task continues when the last byte is in the FIFO.
    func print(_ bytes: UnsafeRawBufferPointer)

    /// Sends a line that the panic handler prints, even if the console is gone.
    func printPanic(_ line: String)

    /// Lua's task waits until everything has been sent.
    func flush()

    /// The firmware changes the rate and format of its side of the line.
    func change(baud: Int, format: LineFormat)

    /// Calls a function at a time; a reset cancels it.
    func schedule(at time: SimulatedTime, _ action: @escaping () -> Void)

    /// Does the work that is pending, on a console that does it immediately.
    func wake()

    /// Applies the faults after a call of `otaupgrade.write`.
    func applyFaults(afterCall number: Int)
}

extension LuaHost {
    /// Requests a reset, unless Lua's run ends already.
    func requestReset(_ reason: ResetReason) {
        exit = exit ?? .reset(reason)
    }
}

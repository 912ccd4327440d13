import ESPDevice

@testable import MockBoard

/// A host that records what Lua requests.
final class FakeLuaHost: LuaHost {
    let configuration: BoardConfiguration
    let clock = TaskClock()
    let files = BoardFiles()
    let flashSize = 0x40_0000
    var lastReset = ResetReason.powerOn
    var wire = ConsoleWire(isUART: true, baud: 115_200)
    var faults = FaultSchedule.none
    var counters = BoardCounters()
    var update: BoardUpdate?
    var exit: BoardExit?
    /// What was printed since it was read last.
    private var printed: [UInt8] = []
    /// The functions to call, and when.
    private(set) var scheduled: [(at: SimulatedTime, action: () -> Void)] = []

    init(_ configuration: BoardConfiguration) {
        self.configuration = configuration
    }

    func takeOutput() -> String {
        defer { printed = [] }
        return String(decoding: printed, as: UTF8.self)
    }

    func print(_ bytes: UnsafeRawBufferPointer) { printed += bytes }
    func printPanic(_ line: String) { printed += line.utf8 }
    func flush() {}
    func change(baud: Int, format: LineFormat) { (wire.consoleBaud, wire.consoleFormat) = (baud, format) }
    func schedule(at time: SimulatedTime, _ action: @escaping () -> Void) { scheduled.append((time, action)) }
    func wake() {}
    func applyFaults(afterCall number: Int) { if faults.resets(at: .call(number)) { exit = .reset(.externalPin) } }
}

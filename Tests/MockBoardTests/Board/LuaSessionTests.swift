import ESPDevice
import Testing

@testable import MockBoard

@Suite struct LuaSessionTests {
    private let device = TestDevice()
    private let host: FakeLuaHost
    private let session: LuaSession

    init() throws {
        host = FakeLuaHost(BoardConfiguration(firmware: []))
        session = LuaSession(host: host, firmware: try #require(device.boot().firmware))
    }

    private func run(_ line: String) -> String {
        session.beginTask()
        session.run(Array(line.utf8))
        return host.takeOutput()
    }

    @Test func `a line prints its results and the prompt`() {
        #expect(run("=6*7") == "42\n> ")
        #expect(host.exit == nil)
    }

    @Test func `a restart ends the line without a prompt`() {
        #expect(run("print(1) node.restart() print(2)") == "1\n")
        #expect(host.exit == .reset(.software))
    }

    @Test func `deep sleep passes its duration on`() {
        #expect(run("node.dsleep({secs=2})") == "")
        #expect(host.exit == .deepSleep(2_000_000_000))
    }

    @Test func `uart.setup changes the rate of the console`() {
        _ = run("uart.setup(0, 921600, 8, uart.PARITY_NONE, 1)")
        #expect(host.wire.consoleBaud == 921_600)
    }

    @Test func `a timer calls its function when the interval has passed`() throws {
        _ = run("tmr.create():alarm(250, tmr.ALARM_SINGLE, function() print('alarm') end)")
        let alarm = try #require(host.scheduled.first)
        #expect(alarm.at == host.clock.taskTime + 250_000_000)
        alarm.action()
        session.runWork()
        #expect(host.takeOutput() == "alarm\n")
        #expect(host.counters.alarmsDue == 1)
    }

    @Test func `a fault after a write unwinds Lua`() {
        host.faults = FaultSchedule([.reset(.call(2))])
        #expect(run("otaupgrade.commence() otaupgrade.write('\\233b')") == "> ")
        #expect(run("otaupgrade.write('cd') print('not reached')") == "")
        #expect(host.exit == .reset(.externalPin))
        #expect(host.update?.bytes == [0xE9] + Array("bcd".utf8))
    }

    @Test func `an uncaught error in a task resets the chip two seconds later`() throws {
        _ = run("node.task.post(function() error('boom') end)")
        session.runWork()
        session.runWork()
        #expect(host.takeOutput().contains("boom"))
        let reset = try #require(host.scheduled.first)
        #expect(reset.at == host.clock.taskFree + 2_000_000_000)
        reset.action()
        #expect(host.exit == .reset(.software))
    }
}

import LuaREPL
import Testing
import TransportCore

@Suite struct BootMonitorTests {
    private let start = TransportInstant(nanoseconds: 0)
    private let reset = REPLEvent.boot(.reset(code: 12, reason: "SW_CPU_RESET", mode: "SPI_FAST_FLASH_BOOT"))

    @Test func threeResetsWithoutALastingPromptAreALoop() {
        var monitor = BootMonitor()
        for second in 0..<2 { monitor.note(reset, at: start.advanced(by: .seconds(second))) }
        #expect(!monitor.isCrashLooping)
        monitor.note(.prompt(.statement), at: start.advanced(by: .seconds(3)))
        monitor.note(reset, at: start.advanced(by: .seconds(4)))
        #expect(monitor.isCrashLooping)
    }

    @Test func aPromptThatLastsEndsTheRow() {
        var monitor = BootMonitor()
        for second in 0..<2 { monitor.note(reset, at: start.advanced(by: .seconds(second))) }
        monitor.note(.prompt(.statement), at: start.advanced(by: .seconds(3)))
        monitor.note(reset, at: start.advanced(by: .seconds(60)))
        #expect(!monitor.isCrashLooping)
        #expect(monitor.resets == 3)
    }

    @Test func aNewStartForgetsTheOldRecord() {
        var monitor = BootMonitor()
        monitor.note(.boot(.rom(chip: "esp32")), at: start)
        monitor.note(.boot(.partition(label: "ota_0", type: 0, subtype: 16, offset: 1, size: 2)), at: start)
        #expect(monitor.record.size(ofSlot: "ota_0") == 2)
        monitor.note(.boot(.rom(chip: "esp32")), at: start)
        #expect(monitor.record.partitions.isEmpty)
    }

    @Test func downloadModeAndAnEmptyFlashAreTold() {
        var monitor = BootMonitor()
        monitor.note(.boot(.downloadMode), at: start)
        #expect(monitor.isInDownloadMode)
        monitor.note(reset, at: start)
        #expect(!monitor.isInDownloadMode)
        monitor.note(.boot(.invalidHeader), at: start)
        #expect(monitor.hasNothingToBoot)
    }
}

import LuaREPL
import SharedFiles
import Testing
import TransportCore

/// Boot text and sessions of real firmware, if the recordings are available.
@Suite(.enabled(if: SharedFiles.folder != nil, "\(SharedFiles.absence)"))
struct TranscriptTests {
    private func monitor(_ name: String) throws -> (BootMonitor, [REPLEvent]) {
        let found = events(of: try SharedFiles.transcript(name))
        var monitor = BootMonitor()
        for event in found { monitor.note(event, at: TransportInstant(nanoseconds: 0)) }
        return (monitor, found)
    }

    @Test func idf3() throws {
        let (monitor, found) = try monitor("esp32-idf3-boot-to-prompt")
        #expect(monitor.record.chip == "esp32")
        #expect(monitor.record.resetReason == "POWERON_RESET")
        #expect(monitor.record.size(ofSlot: "factory") == 0x180000)
        #expect(monitor.record.loadedOffset == 0x10000)
        #expect(monitor.record.description["Project name"] == "NodeMCU")
        #expect(found.suffix(2) == [.luaError("cannot open init.lua"), .prompt(.statement)])
        #expect(!monitor.isBooting)
    }

    @Test func idf4() throws {
        let (monitor, found) = try monitor("esp32c3-idf4-boot-and-session")
        #expect(monitor.record.chip == "esp32c3")
        #expect(monitor.record.bootLoaderVersion == "v4.4-beta1-284-gd83021a6e8")
        #expect(found.contains(.luaError("stdin:1: attempt to call field 'chipid' (a nil value)")))
        #expect(found.count { $0 == .prompt(.statement) } == 5)
    }

    @Test func idf5() throws {
        let (monitor, found) = try monitor("esp32c3-idf5-first-boot-and-session")
        #expect(
            monitor.record.partitions.map(\.label) == [
                "nvs", "otadata", "phy_init", "ota_0", "ota_1", "lfs", "storage",
            ]
        )
        #expect(found.contains(.luaError("stdin:1: attempt to call a nil value (field 'chipid')")))
    }

    @Test func upgrade() throws {
        let (monitor, _) = try monitor("esp32c3-idf5-upgrade")
        #expect(monitor.resets == 1)
        #expect(monitor.record.resetReason == "RTC_SW_CPU_RST")
        #expect(monitor.record.loadedOffset == 0x190000)
        #expect(monitor.record.description["App version"] == "v2-test")
        #expect(!monitor.isCrashLooping)
    }
}

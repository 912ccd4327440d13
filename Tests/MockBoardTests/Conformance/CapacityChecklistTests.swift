import MockBoard
import Testing

@testable import ESPDevice

/// Item 2 of an accurate console: how many bytes it takes while Lua is busy, and how it loses the rest.
///
/// The individual buffers are in `UARTReceiverTests` and `USBReceiverTests`.
@Suite struct CapacityChecklistTests {
    private static let busy = "for i=1,3000000 do end"

    /// How many of `count` bytes are lost after a line that keeps Lua busy for more than a second.
    private func lost(
        of count: Int,
        _ line: FirmwareLine,
        _ console: ConsoleInterface = .uart,
        while busyLine: String = busy
    ) async throws -> Int {
        let prompt = try await PromptConversation(line) {
            $0.console = console
            guard console != .uart else { return }
            $0.chip = console == .usbCDC ? .esp32s2 : .esp32c3
            $0.firmware = SampleImage(chip: $0.chip, version: "1.0.0").bytes
        }
        _ = try await prompt.typing(busyLine + "\n", within: .milliseconds(20))
        // In pieces, as the driver sees them on a wire that is not fully loaded.
        for _ in 0..<count / 10 { _ = try await prompt.typing("xxxxxxxxxx", within: .microseconds(1500)) }
        let before = await prompt.board.counters.bytesLost
        _ = try await prompt.listening(for: .seconds(6))
        return max(before, await prompt.board.counters.bytesLost)
    }

    @Test(
        "2: what fits while Lua is busy is not lost",
        arguments: [(FirmwareLine.idf3, 250), (.idf4, 1000), (.idf5, 480), (.console, 480)]
    )
    func fits(_ line: FirmwareLine, _ count: Int) async throws {
        #expect(try await lost(of: count, line) == 0)
    }

    @Test("2: the oldest line loses single bytes beyond 256")
    func losesBytes() async throws {
        #expect(try await lost(of: 300, .idf3) == 300 - 256)
    }

    @Test("2: the others lose a FIFO of 128 at a time", arguments: [FirmwareLine.idf4, .idf5, .console])
    func losesLumps(_ line: FirmwareLine) async throws {
        let lost = try await lost(of: 1600, line)
        #expect(lost >= 128)
        #expect(lost > 1600 - (line == .idf4 ? 1500 : 900))
    }

    @Test("2: USB-Serial-JTAG takes 357 bytes and drops packets", arguments: [FirmwareLine.idf5, .console])
    func jtag(_ line: FirmwareLine) async throws {
        #expect(try await lost(of: 340, line, .usbSerialJTAG) == 0)
        #expect(try await lost(of: 600, line, .usbSerialJTAG) >= 600 - 357)
    }

    @Test("2: USB-CDC takes 64 bytes in addition to the queue of 100", arguments: [FirmwareLine.idf5, .console])
    func cdc(_ line: FirmwareLine) async throws {
        #expect(try await lost(of: 160, line, .usbCDC) == 0)
        #expect(try await lost(of: 300, line, .usbCDC) >= 300 - 165)
    }

    @Test("2: while the flash is busy only the FIFO's 128 bytes are received", arguments: FirmwareLine.allCases)
    func flash(_ line: FirmwareLine) async throws {
        let lost = try await lost(of: 660, line, while: "otaupgrade.commence()")
        #expect(lost >= 660 - 128 - 128)
        #expect(try await self.lost(of: 100, line, while: "otaupgrade.commence()") == 0)
    }

    @Test("2: a loss is not reported", arguments: FirmwareLine.allCases)
    func isSilent(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line)
        _ = try await prompt.typing(Self.busy + "\n", within: .milliseconds(20))
        let said = try await prompt.typing(String(repeating: "x", count: 3000) + "\n", within: .seconds(6))
        #expect(await prompt.board.counters.bytesLost > 0)
        #expect(!said.contains("overflow") && !said.contains("E ("))
    }
}

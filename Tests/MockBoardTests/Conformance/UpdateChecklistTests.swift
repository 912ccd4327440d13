import MockBoard
import Testing

@testable import ESPDevice

/// Items 6 and 7 of an accurate console: `otaupgrade` as Lua sees it, and the verification of an image.
///
/// Every cause of every message is in `OTAUpgradeModuleTests`, each check of an image is in `ImageVerifierTests`.
@Suite struct UpdateChecklistTests {
    private static let bytes = SampleImage(version: "2.0.0").bytes

    /// The board's reply to a call, without traceback, prefix and log lines.
    private func answer(_ prompt: PromptConversation, _ call: String) async throws -> String {
        _ = try await prompt.answer(to: "node.osprint(false)")
        let line = "print(select(2,pcall(function() return \(call) end)))"
        let said = try await prompt.typing(line + "\n")
        return String(said.dropFirst(line.count + 1).prefix { $0 != "\n" })
    }

    private func send(_ bytes: [UInt8], to prompt: PromptConversation) async throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(60)
            rest = rest.dropFirst(60)
            let literal = piece.map { "\\" + String(repeating: "0", count: 3 - "\($0)".count) + "\($0)" }.joined()
            #expect(try await prompt.typing("w'\(literal)'\n").hasSuffix("\n> "))
        }
    }

    private func updated(_ bytes: [UInt8], _ line: FirmwareLine) async throws -> PromptConversation {
        let prompt = try await PromptConversation(line, isInstant: true)
        _ = try await prompt.answer(to: "w=otaupgrade.write otaupgrade.commence()")
        try await send(bytes, to: prompt)
        return prompt
    }

    @Test("6: the steps, and the error of each in the wrong order", arguments: FirmwareLine.allCases)
    func steps(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true)
        let position = "stdin:1: "
        #expect(try await answer(prompt, "otaupgrade.complete()") == position + "no upgrade in progress")
        let early = "write not possible, use otaupgrade.commence() first"
        #expect(try await answer(prompt, "otaupgrade.write('\u{E9}')") == position + early)
        // An empty piece is accepted if the release checks for it first.
        let isEarly = line == .idf3 || line == .idf4
        #expect(try await answer(prompt, "otaupgrade.write('')") == (isEarly ? position + early : ""))
        #expect(try await answer(prompt, "otaupgrade.commence()") == "")
        #expect(try await answer(prompt, "otaupgrade.write('x')") == position + "not a valid ota image")
        #expect(try await answer(prompt, "otaupgrade.complete()") == position + "empty firmware image")
        #expect(try await answer(prompt, "otaupgrade.complete()") == position + "ota error")
        #expect(try await answer(prompt, "otaupgrade.rollback()") == position + "no other firmware to roll back to")
        #expect(try await answer(prompt, "otaupgrade.accept()") == "")
    }

    @Test("6: an image that is written and completed runs after a restart", arguments: FirmwareLine.allCases)
    func update(_ line: FirmwareLine) async throws {
        let prompt = try await updated(Self.bytes, line)
        #expect(try await answer(prompt, "otaupgrade.complete()") == "")
        #expect(try await prompt.answer(to: "=otaupgrade.info()").hasPrefix("ota_0\tota_1\ttable: "))
        let said = try await prompt.answer(to: "node.restart()", within: .seconds(1))
        #expect(said.contains("Loaded app from partition at offset 0x140000"))
        let names = "local r,b,t=otaupgrade.info() print(r,b,t[r].state,t[r].version,t[r].secure_version)"
        #expect(try await prompt.answer(to: names) == "ota_1\tota_1\tundefined\t2.0.0\t0\n> ")
    }

    @Test("6: complete with a number restarts without a prompt", arguments: FirmwareLine.allCases)
    func completesAndRestarts(_ line: FirmwareLine) async throws {
        let prompt = try await updated(Self.bytes, line)
        let said = try await prompt.answer(to: "node.osprint(false) otaupgrade.complete(1)", within: .seconds(1))
        #expect(said.hasPrefix("ets J"))
        #expect(said.contains("offset 0x140000"))
    }

    @Test("6: a non-numeric argument is reported after the slot was switched", arguments: FirmwareLine.allCases)
    func switchesFirst(_ line: FirmwareLine) async throws {
        let prompt = try await updated(Self.bytes, line)
        let said = try await answer(prompt, "otaupgrade.complete(true)")
        #expect(
            said == "stdin:1: bad argument #1 to 'complete' (number expected, got boolean)"
                || said.contains("number expected, got boolean")
        )
        #expect(try await prompt.answer(to: "=select(2,otaupgrade.info())").hasPrefix("ota_1"))
    }

    @Test("6: a failed switch is not reported", arguments: FirmwareLine.allCases)
    func hidesTheSwitch(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: true) {
            $0.faults = try FaultSchedule(parsing: "set-boot-fails")
        }
        _ = try await prompt.answer(to: "w=otaupgrade.write otaupgrade.commence()")
        try await send(Self.bytes, to: prompt)
        #expect(try await answer(prompt, "otaupgrade.complete()") == "")
        #expect(try await prompt.answer(to: "=select(2,otaupgrade.info())").hasPrefix("ota_0"))
    }

    @Test("7: a valid image passes, and its segments are printed twice", arguments: FirmwareLine.allCases)
    func passes(_ line: FirmwareLine) async throws {
        let prompt = try await updated(Self.bytes, line)
        let said = try await prompt.answer(to: "otaupgrade.complete()")
        #expect(said.ranges(of: "esp_image: segment 0: paddr=").count == 2)
        #expect(said.ranges(of: "esp_image: segment 1: paddr=").count == 2)
    }

    static let damages: [(String, [UInt8])] = {
        var segments = bytes
        segments[1] = 17
        var otherChip = bytes
        otherChip[12] = 5
        var check = bytes
        check[600] ^= 1
        var hash = bytes
        hash[hash.count - 1] ^= 1
        return [
            ("too many segments", segments), ("another chip", otherChip), ("the check byte", check), ("the hash", hash),
            ("the end is missing", Array(bytes.dropLast(500))),
        ]
    }()

    @Test("7: magic, chip, segments, checksum and hash are checked", arguments: FirmwareLine.allCases, damages)
    func refuses(_ line: FirmwareLine, _ damage: (what: String, bytes: [UInt8])) async throws {
        let prompt = try await updated(damage.bytes, line)
        #expect(try await answer(prompt, "otaupgrade.complete()") == "stdin:1: validation failed", "\(damage.what)")
        #expect(try await prompt.answer(to: "=select(2,otaupgrade.info())").hasPrefix("ota_0"))
    }

    @Test("7: bytes after the image are not checked", arguments: FirmwareLine.allCases)
    func ignoresTheRest(_ line: FirmwareLine) async throws {
        let prompt = try await updated(Self.bytes + [1, 2, 3], line)
        #expect(try await answer(prompt, "otaupgrade.complete()") == "")
    }
}

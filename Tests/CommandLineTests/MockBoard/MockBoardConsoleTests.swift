import Foundation
import Glibc
import Testing

@testable import Reports
@testable import otaflash

/// The mock board's terminal behaves like a real port for programs of all kinds.
@Suite(.timeLimit(.minutes(5))) struct MockBoardConsoleTests {
    /// Prints how many milliseconds the board has run, every 20 ms.
    private static let clock = """
        tmr.create():alarm(20, tmr.ALARM_AUTO, function() print(('@%d'):format(node.uptime() // 1000)) end)
        """

    private static func withClock(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        try await withTemporaryFile { script in
            try Array(Self.clock.utf8).write(to: script)
            try await withServer(["--init-lua", script]) { path, _ in try await body(path) }
        }
    }

    /// The time in the first complete line of the clock.
    private static func time(_ console: MockConsole) throws -> Int {
        var text = ""
        while true {
            text += console.read(until: "\n")
            let times = text.split(separator: "@", omittingEmptySubsequences: false).dropFirst()
            if let whole = times.first(where: { $0.hasSuffix("\n") }) {
                return try #require(Int(whole.trimmingCharacters(in: .whitespacesAndNewlines)))
            }
            try #require(text.count < 10_000)
        }
    }

    // MARK: Output that nobody reads

    @Test("the first client receives no boot text", arguments: [[], ["--baud", "115200"], ["--dialect", "idf4"]])
    func firstContact(_ options: [String]) async throws {
        try await withServer(options) { path, _ in
            let console = try MockConsole(path)
            #expect(console.read(within: .milliseconds(1500)) == "")
            console.write("\n".utf8)
            #expect(console.read(until: "> ").hasSuffix("> "))
        }
    }

    @Test("a board that keeps its boot text sends all of it", arguments: [[], ["--baud", "115200"]])
    func keptBootText(_ options: [String]) async throws {
        try await withServer(options + ["--keep-boot-text"]) { path, _ in
            let text = try MockConsole(path).read(until: "\n> ")
            #expect(text.hasPrefix("ets J"))
            #expect(text.contains("NodeMCU ESP32 build") && text.hasSuffix("\n> "))
        }
    }

    @Test func `output between two clients is lost`() async throws {
        try await Self.withClock { path in
            let first = try Self.time(MockConsole(path))
            try await Task.sleep(for: .milliseconds(500))
            #expect(try Self.time(MockConsole(path)) > first + 450)
        }
    }

    @Test func `a client that writes faster than the line has to wait`() async throws {
        try await withServer(["--baud", "115200", "--without-otaupgrade"]) { path, _ in
            let console = try MockConsole(path)
            // A comment that never ends, so that the board prints nothing.
            let start = ContinuousClock.now
            #expect(console.write([UInt8](repeating: UInt8(ascii: "\u{8}"), count: 60_000)))
            // The kernel buffers 22 KB, the wire 4 KB: the rest was sent at 11.5 KB a second.
            #expect(start.duration(to: .now) > .milliseconds(2500))
        }
    }

    @Test func `a client with flow control sends nothing while no CTS comes`() async throws {
        try await withServer([]) { path, _ in
            let console = try MockConsole(path, flags: tcflag_t(CRTSCTS_BIT))
            console.write("print(6*7)\n".utf8)
            #expect(console.read(within: .milliseconds(500)) == "")
            try console.change { $0.c_cflag &= ~tcflag_t(CRTSCTS_BIT) }
            #expect(console.read(until: "42\n").contains("42\n"))
        }
        try await withServer([]) { path, _ in
            for _ in 0..<3 {
                try MockConsole(path, flags: tcflag_t(CRTSCTS_BIT)).write("print(6*7)\n".utf8)
                let next = try MockConsole(path)
                #expect(next.read(within: .milliseconds(200)) == "", "bytes that were unsent when the port closed")
            }
        }
        try await withServer(["--console", "usb-serial-jtag", "--chip", "esp32s3"]) { path, _ in
            let console = try MockConsole(path, flags: tcflag_t(CRTSCTS_BIT))
            console.write("print(6*7)\n".utf8)
            #expect(console.read(until: "42\n").contains("42\n"), "USB has no such line")
        }
    }

    @Test func `two stop bits and terminal translations work like at a port`() async throws {
        try await withServer(["--crlf-out"]) { path, _ in
            let console = try MockConsole(path, flags: tcflag_t(CSTOPB))
            try console.change { settings in
                settings.c_iflag |= tcflag_t(ICRNL)
                settings.c_oflag |= tcflag_t(OPOST | ONLCR)
            }
            console.write("print(6*7)\n".utf8)
            #expect(console.read(until: "42\n\n").contains("42\n\n"), "CR LF is read as two ends of lines")
        }
    }

    // MARK: Options

    @Test("a terminal has the requested permissions", arguments: [("600", 0o600), ("0660", 0o660), ("4", 0o4)])
    func mode(_ text: String, _ bits: UInt32) async throws {
        try await withServer(["--mode", text]) { path, _ in
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == bits)
        }
    }

    @Test(arguments: [
        ("idf3", "v3.3.4", "Project name:     NodeMCU"), ("idf4", "v4.4.6", "Project name:     nodemcu"),
        ("idf5", "v5.1.3", "Project name:     nodemcu"), ("console", "v5.3.2", "Project name:     nodemcu"),
    ])
    func `the generated firmware of a board was built for its line`(
        _ dialect: String,
        _ release: String,
        _ project: String
    ) async throws {
        let made = try await withTemporaryFile { image in
            _ = try await mockBoard(["make-image", image, "--dialect", dialect])
            return try await otaflash(["image", image, "--json"]).json
        }
        #expect(made["image"]["idf_version"] == .string(release))
        try await withServer(["--dialect", dialect, "--keep-boot-text"]) { path, _ in
            let text = try MockConsole(path).read(until: "> ")
            #expect(text.contains("ESP-IDF:          \(release)"))
            #expect(text.contains(project))
            let versions = Set(text.matches(of: /v[345]\.[0-9]+\.[0-9]+/).map { String($0.output) })
            #expect(versions == [release])
        }
    }

    @Test(
        "sizes can have a suffix or be hexadecimal",
        arguments: [
            ("204800", 204_800), ("200K", 204_800), ("200k", 204_800), ("1M", 1 << 20), ("0x32000", 204_800),
        ]
    )
    func size(_ text: String, _ bytes: Int) async throws {
        try await withTemporaryFile { image in
            let ended = try await mockBoard(["make-image", image, "--size", text])
            #expect(ended.status == 0, "\(ended.messages)")
            #expect(try InputFile(image).read().count == bytes)
        }
    }

    @Test("an invalid size is refused", arguments: ["", "K", "-1K", "+1K", "1.5K", "200Q", "99999999999999999M", "0x"])
    func noSize(_ text: String) async throws {
        try await withTemporaryFile { image in
            let ended = try await mockBoard(["make-image", image, "--size=\(text)"])
            #expect(ended.status == 2)
        }
    }

    @Test("a seed among the faults takes precedence, even the default one")
    func seed() async throws {
        // Any flipped bit changes the board's answer.
        func answer(_ options: [String]) async throws -> String {
            try await withServer(options) { path, _ in
                let console = try MockConsole(path)
                console.write("=1\n".utf8)
                return console.read(until: "\n> ")
            }
        }
        let usual = try await answer(["--fault", "flip-bit@1"])
        #expect(try await answer(["--fault", "flip-bit@1,seed:1", "--seed", "2"]) == usual)
        #expect(try await answer(["--fault", "flip-bit@1", "--seed", "2"]) != usual)
    }

    @Test func `the help has no gaps`() async throws {
        for arguments in [["--help"], ["make-image", "--help"]] {
            let help = try await mockBoard(arguments)
            #expect(help.status == 0)
            for line in help.output.split(separator: "\n") {
                #expect(line.count <= 80, "\(line)")
                let isOption = line.hasPrefix("  -") || line.hasPrefix("  <")
                #expect(isOption || line.drop { $0 == " " }.firstRange(of: "  ") == nil, "\(line)")
            }
        }
    }
}

/// Glibc's `CRTSCTS`, which is too large for the type that Swift gives it.
private let CRTSCTS_BIT: UInt32 = 0o20_000_000_000

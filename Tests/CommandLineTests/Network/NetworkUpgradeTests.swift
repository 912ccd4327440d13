import ESPImage
import Glibc
import Testing

@testable import Reports
@testable import otaflash

/// Complete upgrades of boards whose consoles are exposed by servers, with the real programs.
@Suite(.enabled(if: !SerialServer.installed.isEmpty, "ser2net or python3-serial"))
struct NetworkUpgradeTests {
    @Test(arguments: SerialServer.installed)
    func aBoardIsUpgradedAndProven(_ server: SerialServer) async throws {
        // The board's line has a real rate, so the transfer really changes it.
        let rate = server == .ser2netRaw ? [] : ["--baud", "115200"]
        try await withMockBoard(rate) { bench, _ in
            try await withSerialServer(server, of: bench, on: freePort()) { server in
                let image = try bench.image("2.0.0", size: 0x10000)
                let ended = try await otaflash(["upgrade", image, "--port", server.address, "--json"])
                #expect(ended.status == 0, "\(ended.messages)")
                let json = try ended.json
                #expect(try JSONSchema("upgrade.schema.json").faults(of: json) == [])
                #expect(json["result"] == "upgraded")
                #expect(json["port"] == .string(server.address))
                #expect(json["after"]["running"] == "ota_1")
                #expect(json["after"]["state"] == "valid")
                #expect(json["proof"]["mismatches"] == [])
                #expect(!ended.output.contains("baud-did-not-hold") && !ended.output.contains("no-line-control"))
                #expect(try bench.slot("ota_1", size: 0x10000) == InputFile(image).read())

                let again = try await otaflash(["upgrade", image, "--port", server.address, "--json"])
                #expect(try again.json["result"] == "unchanged")
                // ser2net does not log the lines; pyserial logs each request for one.
                #expect(!server.output.contains("DTR") && !server.output.contains("RTS"), "\(server.output)")
            }
        }
    }

    @Test("a server that speaks telnet without negotiation changes FF, so the image is sent without FF")
    func telnetWithoutNegotiation() async throws {
        try await withMockBoard { bench, _ in
            try await withSerialServer(.telnetWithoutNegotiation, of: bench, on: freePort()) { server in
                let image = try bench.image("2.0.0", size: 0x10000)
                #expect(try InputFile(image).read().contains(0xFF))
                let upgrade = ["upgrade", image, "--port", server.address, "--json"]
                let ended = try await otaflash(upgrade + ["--method", "frames"])
                #expect(ended.status == 0, "\(ended.messages)")
                #expect(ended.output.contains("server-changes-ff"), "\(ended.output)")
                #expect(try ended.json["transfer"]["method"] == "lines")
                #expect(try bench.slot("ota_1", size: 0x10000) == InputFile(image).read())
            }
        }
    }

    @Test(.enabled(if: SerialServer.hasPyserial))
    func `the transfer runs at its own rate and the line rate is restored`() async throws {
        try await withMockBoard(["--baud", "115200"]) { bench, _ in
            try await withSerialServer(.pyserial, of: bench, on: freePort()) { server in
                let image = try bench.image("2.0.0", size: 0x10000)
                let ended = try await otaflash(["upgrade", image, "--port", server.address])
                #expect(ended.status == 0, "\(ended.messages)")
                let rates = server.output.split(separator: "\n").filter { $0.hasPrefix("set baud rate") }
                #expect(rates.contains("set baud rate: 230400"), "\(server.output)")
                #expect(rates.last == "set baud rate: 115200")
            }
        }
    }

    @Test(.enabled(if: SerialServer.hasPyserial))
    func `modem lines move only on request`() async throws {
        try await withMockBoard { bench, _ in
            try await withSerialServer(.pyserial, of: bench, on: freePort()) { server in
                let ended = try await otaflash([
                    "reset", "--circuit", "classic", "--no-wait", "--port", server.address,
                ])
                #expect(ended.status == 0, "\(ended.messages)")
                let lines = server.output.split(separator: "\n").filter { $0.contains("DTR") || $0.contains("RTS") }
                #expect(
                    lines.map(String.init) == [
                        "changed RTS to active", "changed DTR to inactive", "changed RTS to inactive",
                        "changed DTR to inactive",
                    ]
                )
            }
        }
    }

    @Test(
        "a USB console that disappears behind its server and comes back",
        .enabled(if: SerialServer.hasSer2net),
        arguments: [SerialServer.ser2netAsLabgrid, .ser2netRaw]
    )
    func aConsoleThatVanishes(_ server: SerialServer) async throws {
        try await withMockBoard(["--console", "usb-serial-jtag"], chip: .esp32s3) { bench, _ in
            try await withSerialServer(server, of: bench, on: freePort()) { server in
                let image = try bench.image("2.0.0", chip: .esp32s3)
                let ended = try await otaflash(["upgrade", image, "--port", server.address, "--json"])
                #expect(ended.status == 0, "\(ended.messages)")
                #expect(try ended.json["after"]["version"] == "2.0.0")
                #expect(try bench.slot("ota_1", size: 0x8000) == InputFile(image).read())
            }
        }
    }

    @Test("a server that closes a UART's connection while the board restarts", .enabled(if: SerialServer.hasSer2net))
    func serverRestartsDuringTheReboot() async throws {
        try await withMockBoard { bench, _ in
            let port = try freePort()
            let image = try bench.image("2.0.0")
            let second = Gate()
            let ended = try await withSerialServer(.ser2netAsLabgrid, of: bench, on: port) { server in
                try await otaflash(
                    ["upgrade", image, "--port", server.address, "--json"],
                    atMessage: "reboot "
                ) { _ in
                    kill(server.pid, SIGKILL)
                    second.open {
                        try await withSerialServer(.ser2netAsLabgrid, of: bench, on: port) { _ in
                            try? await Task.sleep(for: .seconds(120))
                        }
                    }
                }
            }
            second.close()
            #expect(ended.status == 0, "\(ended.messages)")
            #expect(try ended.json["after"]["version"] == "2.0.0")
        }
    }
}

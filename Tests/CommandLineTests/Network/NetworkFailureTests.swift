import ESPImage
import FoundationEssentials
import Glibc
import Subprocess
import Testing

@testable import Reports
@testable import otaflash

/// What can go wrong on the way to a server, with its exit status and message.
@Suite struct NetworkFailureTests {
    @Test(arguments: ["socket", "rfc2217"])
    func nothingListens(_ scheme: String) async throws {
        let ended = try await otaflash(["info", "--port", "\(scheme)://127.0.0.1:\(freePort())", "--json"])
        #expect(ended.status == 10, "\(ended.messages)")
        #expect(try ended.json["error"]["code"] == "no-device")
        #expect(try ended.json["error"]["next_step"].string?.contains("ser2net listening") == true)
    }

    @Test func `the doctor reports the same`() async throws {
        let address = "rfc2217://127.0.0.1:\(try freePort())"
        let ended = try await otaflash(["doctor", "--port", address, "--json"])
        #expect(ended.status == 10, "\(ended.messages)")
        #expect(ended.output.contains("ser2net listening"))
        #expect(!ended.output.contains("otaflash ports"), "which lists only the ports of this host")
    }

    @Test("another client of the server, on another host as far as we know", .enabled(if: SerialServer.hasSer2net))
    func serverWithAnotherClient() async throws {
        try await withMockBoard { bench, _ in
            let port = try freePort()
            try await withSerialServer(.ser2netRaw, of: bench, on: port) { server in
                let client = try #require(connection(to: port))
                defer { close(client) }
                // The server has accepted the client when the client's bytes come back.
                _ = send(client, "\n", 1, 0)
                var byte: UInt8 = 0
                #expect(recv(client, &byte, 1, 0) == 1)
                let ended = try await otaflash(["info", "--port", server.address, "--json"])
                #expect(ended.status == 12, "\(ended.messages)")
                #expect(try ended.json["error"]["code"] == "port-busy")
                #expect(try ended.json["error"]["message"].string?.contains("another client") == true)
            }
        }
    }

    @Test(.enabled(if: SerialServer.hasSer2net), arguments: [SerialServer.ser2netAsLabgrid, .ser2netRaw])
    func aServerWithoutItsDevice(_ server: SerialServer) async throws {
        let bench = MockBench(folder: FileManager.default.temporaryDirectory.path + "/otaflash-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: bench.folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: bench.folder) }
        try await withSerialServer(server, of: bench, on: freePort()) { server in
            let ended = try await otaflash(["info", "--port", server.address, "--json"])
            #expect(ended.status == 10, "\(ended.messages)")
            #expect(try ended.json["error"]["message"].string?.contains("cannot open its device") == true)
        }
    }

    @Test(.enabled(if: SerialServer.hasSer2net))
    func `the second of two runs names the first`() async throws {
        try await withMockBoard(["--baud", "115200"]) { bench, _ in
            try await withSerialServer(.ser2netAsLabgrid, of: bench, on: freePort()) { server in
                let image = try bench.image("2.0.0", size: 0x18000)
                let first = try await otaflash(
                    ["upgrade", image, "--no-restart", "--port", server.address],
                    atMessage: "write       10 %"
                ) { pid in
                    let second = try await otaflash(["info", "--port", server.address, "--json"])
                    #expect(second.status == 12)
                    let message = try second.json["error"]["message"].string ?? ""
                    #expect(message.contains("process \(pid) (\(Tool.otaflash.path) upgrade "), "\(message)")
                }
                #expect(first.status == 0, "\(first.messages)")
            }
        }
    }

    @Test("the run waits for a server that does not listen yet", .enabled(if: SerialServer.hasSer2net))
    func waiting() async throws {
        try await withMockBoard { bench, _ in
            let port = try freePort()
            let asking = Task {
                try await otaflash(["exec", "6*7", "--port", "rfc2217://127.0.0.1:\(port)", "--wait", "60"])
            }
            try await Task.sleep(for: .milliseconds(300))
            let answer = try await withSerialServer(.ser2netAsLabgrid, of: bench, on: port) { _ in
                try await asking.value
            }
            #expect(answer.output == "42\n", "\(answer.messages)")
        }
    }

    /// In a private network, whose loopback is taken down, so that no answer arrives any more.
    @Test(
        "a peer that disappears without closing the connection is noticed within 20 seconds",
        .enabled(if: getuid() == 0, "a private network needs root"),
        .timeLimit(.minutes(2))
    )
    func halfOpen() async throws {
        let script = """
            ip link set lo up
            /usr/bin/python3 - <<'END' &
            import socket, subprocess, time
            client, _ = socket.create_server(("127.0.0.1", 4000)).accept()
            client.recv(1)
            subprocess.run(["ip", "link", "set", "lo", "down"])
            time.sleep(60)
            END
            server=$!
            until grep -q ':0FA0 .* 0A ' /proc/net/tcp; do read -rt 0.05 <> <(:); done
            SECONDS=0
            "$0" info --port socket://127.0.0.1:4000 --connect-timeout 90; status=$?
            kill $server
            echo "status $status after $SECONDS s"
            """
        let result = try await run(
            .name("unshare"),
            arguments: ["-n", "bash", "-c", script, Tool.otaflash.path],
            output: .string(limit: 10_000),
            error: .string(limit: 10_000)
        )
        let told = try #require(result.standardOutput.split(separator: "\n").last?.split(separator: " "))
        #expect(told[1] == "36", "\(result.standardOutput) \(result.standardError)")
        let seconds = try #require(Int(told[3]))
        #expect((5...40).contains(seconds), "\(result.standardOutput)")
    }

    @Test(
        "a server that dies in the middle of a transfer ends it, and the next run succeeds",
        .enabled(if: SerialServer.hasSer2net),
        arguments: [SerialServer.ser2netAsLabgrid, .ser2netRaw]
    )
    func aServerThatDies(_ server: SerialServer) async throws {
        try await withMockBoard(["--baud", "115200"]) { bench, _ in
            let port = try freePort()
            let image = try bench.image("2.0.0", size: 0x18000)
            let command = ["upgrade", image, "--no-restart", "--port", server.address(port), "--json"]
            let ended = try await withSerialServer(server, of: bench, on: port) { server in
                try await otaflash(command, atMessage: "write       10 %") { _ in kill(server.pid, SIGKILL) }
            }
            #expect(ended.status == 36, "\(ended.messages)")
            #expect(try ended.json["error"]["code"] == "link-lost")
            #expect(try ended.json["board"]["state"]["running"]["slot"] != "ota_1")

            let next = try await withSerialServer(server, of: bench, on: port) { _ in
                try await otaflash(command + ["--connect-timeout", "60"])
            }
            #expect(next.status == 0, "\(next.messages)")
            #expect(try bench.slot("ota_1", size: 0x18000) == InputFile(image).read())
        }
    }

    /// Connects like another program.
    private func connection(to port: Int) -> Int32? {
        let raw = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout.size(ofValue: address))
        let isConnected = withUnsafeBytes(of: &address) { bytes -> Bool in
            guard let address = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
            return connect(raw, address, size) == 0
        }
        return isConnected ? raw : nil
    }
}

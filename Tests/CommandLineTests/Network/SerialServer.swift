import FoundationEssentials
import Glibc
import Subprocess

#if canImport(System)
import System
#else
import SystemPackage
#endif

/// A program that serves a board's terminal on a port of 127.0.0.1.
enum SerialServer: String, Sendable, CaseIterable {
    /// ser2net with the options that labgrid starts it with (`labgrid 26.0 exporter.py`).
    case ser2netAsLabgrid
    /// ser2net without telnet, one client at a time.
    case ser2netRaw
    /// pyserial's own server, whose answers differ from those of ser2net.
    case pyserial
    /// Telnet that negotiates nothing, reached by an address for raw bytes.
    case telnetWithoutNegotiation

    static let hasSer2net = access("/usr/sbin/ser2net", X_OK) == 0
    static let hasPyserial = access("/usr/lib/python3/dist-packages/serial/rfc2217.py", R_OK) == 0

    /// The servers that are installed.
    static let installed = [ser2netAsLabgrid, ser2netRaw, pyserial].filter {
        $0 == .pyserial ? hasPyserial : hasSer2net
    }

    func address(_ port: Int) -> String {
        "\([.ser2netRaw, .telnetWithoutNegotiation].contains(self) ? "socket" : "rfc2217")://127.0.0.1:\(port)"
    }

    fileprivate func command(_ device: String, _ port: Int) -> [String] {
        let line = "  connector: serialdev(nouucplock=true),\(device),115200n81,local"
        switch self {
        case .ser2netAsLabgrid:
            let accepter = "connection: &con01#  accepter: telnet(rfc2217,mode=server),tcp,127.0.0.1,\(port)"
            return Self.ser2net([accepter, line, "  options:", "    max-connections: 10"])
        case .ser2netRaw:
            return Self.ser2net([
                "connection: &con01#  accepter: tcp,127.0.0.1,\(port)", line, "  options:", "    chardelay: false",
            ])
        case .pyserial: return Self.script("serve_rfc2217.py", device, port)
        case .telnetWithoutNegotiation: return Self.script("serve_telnet.py", device, port)
        }
    }

    private static func script(_ name: String, _ device: String, _ port: Int) -> [String] {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: name).path
        return ["/usr/bin/python3", path, String(port), device]
    }

    private static func ser2net(_ lines: [String]) -> [String] {
        ["/usr/sbin/ser2net", "-d", "-n"] + lines.flatMap { ["-Y", $0] }
    }
}

/// A running server: its port, and what it has printed.
struct RunningServer: Sendable {
    var address: String
    var pid: pid_t
    var log: String
}

extension RunningServer {
    /// What it has printed so far.
    var output: String {
        (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    }
}

/// Starts a server, runs `body` once it listens, and ends it.
func withSerialServer<Result: Sendable>(
    _ server: SerialServer,
    of bench: MockBench,
    on port: Int,
    _ body: @Sendable (RunningServer) async throws -> Result
) async throws -> Result {
    let command = server.command(bench.link, port)
    let log = "\(bench.folder)/server-\(port)-\(UUID().uuidString).log"
    return try await run(
        .name("bash"),
        arguments: Arguments(["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "bash", log] + command),
        input: .none,
        output: .discarded,
        error: .discarded
    ) { execution in
        // It has nothing to clean up, and would take seconds to shut down.
        defer { try? execution.send(signal: .kill) }
        try await untilListening(on: port)
        return try await body(
            RunningServer(address: server.address(port), pid: execution.processIdentifier.value, log: log)
        )
    }.closureResult
}

/// A port of 127.0.0.1 that nobody uses.
func freePort() throws -> Int {
    let raw = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(raw) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout.size(ofValue: address))
    let isBound = withUnsafeMutableBytes(of: &address) { bytes -> Bool in
        guard let address = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
        return bind(raw, address, size) == 0 && getsockname(raw, address, &size) == 0
    }
    guard isBound else { throw ServerDoesNotListen(port: 0) }
    return Int(in_port_t(bigEndian: address.sin_port))
}

/// Waits until something listens on a port, without connecting to it.
private func untilListening(on port: Int) async throws {
    let hexadecimal = String(port, radix: 16, uppercase: true)
    let name = ":" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
    let end = ContinuousClock.now.advanced(by: .seconds(20))
    while true {
        let table = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
        let isListening = table.split(separator: "\n").contains { line in
            let words = line.split(separator: " ")
            return words.count > 3 && words[1].hasSuffix(name) && words[3] == "0A"
        }
        if isListening { return }
        // ser2net finds no address if a host has only 127.0.0.1: `ip addr add 127.0.0.2/8 dev lo` helps.
        guard ContinuousClock.now < end else { throw ServerDoesNotListen(port: port) }
        try await Task.sleep(for: .milliseconds(20))
    }
}

struct ServerDoesNotListen: Error { var port: Int }

import FoundationEssentials
import Subprocess

#if canImport(System)
import System
#else
import SystemPackage
#endif

/// A host with emulated USB devices: runs `emulated_host.py`, which uses umockdev.
///
/// Programs that are started with its `environment` see the devices that are plugged in.
public final class EmulatedHost: Sendable {
    /// The script refused a command, or ended.
    public struct Refusal: Error {
        /// The reason.
        public var reason: String
    }

    /// Whether this machine has umockdev and its bindings for Python.
    public static let isAvailable =
        FileManager.default.isExecutableFile(atPath: wrapper)
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
        && ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"].contains {
            FileManager.default.fileExists(atPath: "\($0)/girepository-1.0/UMockdev-1.0.typelib")
        }
    /// Why a test that needs it is skipped.
    public static let absence = "umockdev, gir1.2-umockdev-1.0 or python3-gi is not installed"

    private static let wrapper = "/usr/bin/umockdev-wrapper"

    /// The environment in which a program sees the devices.
    public let environment: [String: String]
    /// The folder with the host's `dev` and `sys`.
    public let root: String
    /// The events on the host, other than answers.
    public let events: AsyncStream<EmulatedHostLine>

    private let answers: AsyncStream<EmulatedHostLine>
    private let send: @Sendable (String) async throws -> Void

    private init(
        _ greeting: EmulatedHostLine,
        answers: AsyncStream<EmulatedHostLine>,
        events: AsyncStream<EmulatedHostLine>,
        send: @escaping @Sendable (String) async throws -> Void
    ) {
        environment = greeting.environment ?? [:]
        root = greeting.root ?? ""
        self.answers = answers
        self.events = events
        self.send = send
    }

    /// Starts a host, runs `body` and stops the host.
    public static func with<Result: Sendable>(
        _ body: @escaping @Sendable (EmulatedHost) async throws -> Result
    ) async throws -> Result {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "emulated_host.py").path
        return try await run(
            .path(FilePath(wrapper)),
            arguments: ["/usr/bin/python3", script],
            input: .inputWriter,
            output: .sequence,
            error: .currentStandardError
        ) { execution in
            let (answers, answer) = AsyncStream<EmulatedHostLine>.makeStream()
            let (events, event) = AsyncStream<EmulatedHostLine>.makeStream()
            let output = execution.standardOutput
            let writer = execution.standardInputWriter
            let reader = Task {
                defer {
                    answer.finish()
                    event.finish()
                }
                for try await text in output.strings() {
                    let line = try JSONDecoder().decode(EmulatedHostLine.self, from: Data(text.utf8))
                    if line.event == nil { answer.yield(line) } else { event.yield(line) }
                }
            }
            let outcome: Swift.Result<Result, any Error>
            do {
                let greeting = try await Self.next(of: answers)
                let host = EmulatedHost(greeting, answers: answers, events: events) { text in
                    _ = try await writer.write(text + "\n")
                }
                outcome = .success(try await body(host))
            } catch {
                outcome = .failure(error)
            }
            try await writer.finish()
            try await reader.value
            return try outcome.get()
        }.closureResult
    }

    /// Plugs a device in.
    /// - Parameters:
    ///   - instance: the device's name afterwards, if the same device is plugged in twice.
    ///   - names: other names for its terminals.
    ///   - bindings: the terminals that its nodes lead to.
    ///   - socket: another socket, `1-9`.
    ///   - replacements: other texts in its file, such as another serial number.
    @discardableResult
    public func plugIn(
        _ device: String,
        instance: String? = nil,
        names: [String: String] = [:],
        bindings: [String: String] = [:],
        socket: String? = nil,
        replacing replacements: [String: String] = [:]
    ) async throws -> EmulatedHostLine {
        struct Command: Encodable {
            var `do` = "load"
            var device: String
            var instance: String?
            var `as`: [String: String]
            var bind: [String: String]
            var socket: String?
            var replace: [String: String]
        }
        return try await perform(
            Command(
                device: device,
                instance: instance,
                as: names,
                bind: bindings,
                socket: socket,
                replace: replacements
            )
        )
    }

    /// Unplugs a device.
    public func pullOut(_ device: String) async throws {
        struct Command: Encodable {
            var `do` = "unload"
            var device: String
        }
        try await perform(Command(device: device))
    }

    /// Binds a node to the target of a link, and gives the device the next of `names` each time the link disappears and
    /// comes back.
    public func follow(_ device: String, node: String, link: String, names: [String]) async throws {
        struct Command: Encodable {
            var `do` = "follow"
            var device: String
            var node: String
            var link: String
            var names: [String]
        }
        try await perform(Command(device: device, node: node, link: link, names: names))
    }

    /// Emulates a node's modem lines from now on; their changes are `events`.
    public func watchLines(of node: String) async throws {
        struct Command: Encodable {
            var `do` = "lines"
            var node: String
        }
        try await perform(Command(node: node))
    }

    /// Runs one command of the script; one at a time.
    @discardableResult
    public func perform(_ command: some Encodable) async throws -> EmulatedHostLine {
        try await send(String(decoding: JSONEncoder().encode(command), as: UTF8.self))
        let line = try await Self.next(of: answers)
        guard line.ok == true else { throw Refusal(reason: line.error ?? "no reason") }
        return line
    }

    private static func next(of answers: AsyncStream<EmulatedHostLine>) async throws -> EmulatedHostLine {
        var iterator = answers.makeAsyncIterator()
        guard let line = await iterator.next() else { throw Refusal(reason: "the host has ended") }
        return line
    }
}

import FoundationEssentials
import Glibc
import Subprocess
import Testing

/// Scripts for labs leave nothing behind, even if a signal comes at the worst moment.
@Suite struct ContribSignalTests {
    /// Runs a command with extra programs first in `PATH`.
    private func run(
        _ command: [String],
        with programs: [String: String],
        modules: [String: String] = [:]
    ) async throws -> (status: TerminationStatus, log: String) {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)").path
        defer { try? files.removeItem(atPath: folder) }
        for (name, text) in programs.merging(modules, uniquingKeysWith: { first, _ in first }) {
            let path = URL(filePath: "\(folder)/\(name)")
            try files.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: path)
            try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path.path)
        }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let result = try await Subprocess.run(
            .name(command[0]),
            arguments: Arguments(Array(command.dropFirst())),
            environment: .inherit.updating([
                "PATH": "\(folder):\(path)", "PYTHONPATH": folder, "LOG": "\(folder)/log",
                "PYTHONDONTWRITEBYTECODE": "1",
            ]),
            output: .discarded,
            error: .discarded
        )
        return (result.terminationStatus, (try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)) ?? "")
    }

    @Test func `a place that was just acquired is released`() async throws {
        let client = """
            #!/bin/sh
            echo "$*" >>"$LOG"
            case "$*" in *acquire*) kill -TERM "$PPID" ;; esac
            """
        let script = PrivateUdev.package + "/contrib/shell/labgrid-upgrade"
        let ended = try await run(["bash", script, "place", "image.bin"], with: ["labgrid-client": client])
        #expect(ended.status == .exited(143))
        #expect(ended.log == "-p place acquire\n-p place release\n")
    }

    /// The signal comes when the program has been started but is not recorded yet.
    @Test func `a program that was just started is terminated`() async throws {
        let tool = """
            #!/bin/sh
            trap 'echo ended >>"$LOG"; exit 143' TERM
            for _ in 1 2 3 4 5 6 7 8 9; do sleep 0.1; done
            echo finished >>"$LOG"
            """
        let environment = """
            import contextlib, os, signal, subprocess, time
            start = subprocess.Popen
            def start_and_signal(*arguments, **options):
                run = start(*arguments, **options)
                time.sleep(0.3)
                os.kill(os.getpid(), signal.SIGTERM)
                return run
            subprocess.Popen = start_and_signal
            class Client: serial = None
            @contextlib.contextmanager
            def env():
                yield Client()
            """
        let adapters = """
            import contextlib
            @contextlib.contextmanager
            def TcpPortforwardAdapter(client):
                yield "127.0.0.1", 1
            """
        let ended = try await run(
            ["python3", PrivateUdev.package + "/contrib/jumpstarter/upgrade.py", "image.bin"],
            with: ["otaflash": tool],
            modules: [
                "jumpstarter/utils/env.py": environment, "jumpstarter_driver_network/adapters.py": adapters,
            ]
        )
        #expect(ended.status == .exited(143))
        #expect(ended.log == "ended\n")
    }
}

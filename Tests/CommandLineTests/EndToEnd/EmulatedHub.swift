import FoundationEssentials
import Subprocess

#if canImport(System)
import System
#else
import SystemPackage
#endif

/// The host of `usb_hub.py`, with a hub that is emulated below libusb.
enum EmulatedHub {
    private static let wrapper = "/usr/bin/umockdev-wrapper"

    /// Runs `otaflash power` there; the requests that the hub has received follow its messages.
    static func power(_ arguments: [String]) async throws -> Ended {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let script = tests.appending(path: "EmulatedHost/usb_hub.py").path
        let result = try await run(
            .path(FilePath(wrapper)),
            arguments: Arguments(["/usr/bin/python3", script, Tool.otaflash.path, "power"] + arguments),
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20)
        )
        let status: Int32 = if case .exited(let code) = result.terminationStatus { code } else { -1 }
        return Ended(status: status, output: result.standardOutput, messages: result.standardError)
    }
}

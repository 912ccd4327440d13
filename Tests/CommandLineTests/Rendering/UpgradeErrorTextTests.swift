import OTAUpgrade
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct UpgradeErrorTextTests {
    private func lines(_ error: UpgradeError, signal: Int32? = nil) -> [String] {
        let error = error.naming(signal)
        return error.lines(ExitStatus(error.code, signal: signal), board: error.board, width: 80, paint: .off)
    }

    @Test func `a failure shows the cause, the next step and the state of the board`() {
        let error = UpgradeError(
            .transferFailed,
            "The board stopped taking bytes after 131072 of 262144.",
            nextStep:
                "Run the upgrade again; if it stops again, look for a loose cable or an application that uses the console.",
            phase: .write,
            board: BoardState(Samples.before)
        )
        #expect(
            lines(error) == [
                "Error: The board stopped taking bytes after 131072 of 262144.",
                "  next   Run the upgrade again; if it stops again, look for a loose cable or an",
                "         application that uses the console.",
                "  board  ota_0 (3.0.0.0) runs now and starts again at the next reset.",
                "  code   transfer-failed, exit status 30, in write",
            ]
        )
    }

    @Test func `a board that was not read was not changed`() {
        let error = UpgradeError(.noPrompt, "Nothing came from the port.", nextStep: "Check it.", phase: .connect)
        #expect(lines(error)[2] == "  board  Nothing on it was changed.")
    }

    @Test func `without a board nothing is said about it`() {
        let error = UpgradeError(.portBusy, "It is held by minicom.", nextStep: "End it.", phase: .connect)
        #expect(
            lines(error) == [
                "Error: It is held by minicom.", "  next  End it.", "  code  port-busy, exit status 12, in connect",
            ]
        )
    }

    @Test func `a board that was lost during the upgrade is not called unchanged`() {
        let error = UpgradeError(.linkLost, "Gone.", nextStep: "Plug it in.", phase: .reboot)
        #expect(lines(error)[2] == "  board  What it runs now is not known.")
    }

    @Test(
        arguments: [
            (2, "Interrupted: SIGINT (Ctrl-C) ended the run during write.", "interrupted, exit status 130, in write"),
            (15, "Interrupted: SIGTERM ended the run during write.", "interrupted, exit status 143, in write"),
            (
                1, "Interrupted: SIGHUP (the terminal closed) ended the run during write.",
                "interrupted, exit status 129, in write"
            ),
        ] as [(Int32, String, String)]
    )
    func `an interruption shows which firmware boots next`(signal: Int32, heading: String, code: String) {
        let error = UpgradeError(
            .interrupted,
            "Waiting was cancelled.",
            nextStep: "Check the cable.",
            phase: .write,
            board: BoardState(Samples.before)
        )
        #expect(
            lines(error, signal: signal) == [
                heading,
                "  next   Run the upgrade again; the slot that was being written is not selected",
                "         before the end.",
                "  board  ota_0 (3.0.0.0) runs now and starts again at the next reset.",
                "  code   \(code)",
            ]
        )
    }

    @Test func `text from the board is made harmless`() {
        let error = UpgradeError(.transferFailed, "It said “\u{1B}]0;x\u{7}”.", nextStep: "No.\u{9B}2J", phase: .write)
        #expect(!lines(error).joined().unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
    }

    @Test func `colour is not the only mark`() {
        let error = UpgradeError(.noDevice, "None.", nextStep: "Connect one.")
        let lines = error.lines(ExitStatus(.noDevice), board: nil, width: 80, paint: Paint(isOn: true))
        #expect(lines[0] == "\u{1B}[31mError:\u{1B}[0m None.")
    }
}

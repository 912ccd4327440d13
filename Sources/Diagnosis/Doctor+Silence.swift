import DeviceDiscovery
import Inventory
import LuaREPL

extension Doctor {
    /// The finding for a console whose prompt did not answer.
    func noPrompt(_ evidence: PromptEvidence, _ console: ConsoleFacts, _ port: PortFacts) -> Finding {
        if let baud = console.answeringBaud {
            return Finding(
                .problem,
                .wrongBaud,
                port: port.path,
                "The board sends at \(baud) baud, not at \(console.baud).",
                evidence: [evidence.summary, "A prompt answered at \(baud) baud."],
                remedy: ["otaflash info \(port.option) --baud \(baud)"]
            )
        }
        if evidence.isGarbage {
            return Finding(
                .problem,
                .wrongBaud,
                port: port.path,
                "The board sends at another line rate.",
                evidence: [evidence.summary, tried(console)],
                remedy: [
                    "# Use the rate that its firmware was built for:", "# otaflash info \(port.option) --baud BPS",
                ]
            )
        }
        if let console = evidence.foreignConsole {
            return Finding(
                .problem,
                .notNodeMCU,
                port: port.path,
                "\(port.path) is \(console.words), not NodeMCU.",
                evidence: [evidence.summary],
                remedy: [
                    console.isComputer
                        ? "# This port is connected to another computer. See which port is the board's:"
                        : "# See which port is the NodeMCU board's, or flash NodeMCU onto this one over USB with esptool:",
                    "otaflash ports",
                ]
            )
        }
        // The peripheral mirrors the output of a UART console and takes no input (ESP-IDF 5.1.3 esp_system/Kconfig,
        // ESP_CONSOLE_SECONDARY_USB_SERIAL_JTAG).
        if port.isUSBSerialJTAG, !evidence.sawEcho {
            return Finding(
                port.isExpected ? .problem : .warning,
                .secondaryConsole,
                port: port.path,
                "The board's USB-Serial-JTAG does not answer: the console is on its UART, or an application took it.",
                evidence: [
                    evidence.summary, "With a UART console, USB-Serial-JTAG (303a:1001) only shows output.",
                ],
                remedy: [
                    "# If the board has a second connector, marked UART, use that one. Otherwise see how it starts:",
                    "otaflash reset \(port.option)",
                ]
            )
        }
        if evidence.bytes > 0, !evidence.sawEcho {
            return Finding(
                .problem,
                .consoleTaken,
                port: port.path,
                "An application has taken the console: it shows text and answers no input.",
                evidence: [evidence.summary, "Nothing that was sent was echoed."],
                remedy: Self.resetAndLook(port)
            )
        }
        if evidence.sawEcho {
            return Finding(
                .problem,
                .consoleTaken,
                port: port.path,
                "An application keeps Lua busy: lines are echoed but not executed.",
                evidence: [evidence.summary] + (evidence.luaError.map { ["Lua says: \($0)"] } ?? []),
                remedy: Self.resetAndLook(port)
            )
        }
        return Finding(
            port.isExpected ? .problem : .warning,
            .silent,
            port: port.path,
            "The port is silent: the board has no power, an application took its console, or this is not its port.",
            evidence: [evidence.summary, tried(console)],
            remedy: Self.resetAndLook(port)
        )
    }

    private static func resetAndLook(_ port: PortFacts) -> [String] {
        ["otaflash reset \(port.option)", "# shows the board's output when it starts"]
    }

    private func tried(_ console: ConsoleFacts) -> String {
        guard !console.triedBauds.isEmpty else { return "Only \(console.baud) baud was tried." }
        let rates = ([console.baud] + console.triedBauds).map(String.init).joined(separator: ", ")
        return "No prompt answered at \(rates) baud."
    }
}

extension PortFacts {
    /// The option that selects the port for a command.
    var option: String { "--port \(path.quotedForShell)" }

    /// Whether the port is a chip's own USB-Serial-JTAG peripheral.
    var isUSBSerialJTAG: Bool {
        device?.usb?.description == "303a:1001"
    }
}

import DeviceDiscovery
import LuaREPL

extension Doctor {
    /// What it means that no prompt answered.
    func noPrompt(_ evidence: PromptEvidence, _ console: ConsoleFacts, _ port: PortFacts) -> Finding {
        if let baud = console.answeringBaud {
            return Finding(
                .problem,
                .wrongBaud,
                port: port.path,
                "The board talks at \(baud) baud, not at \(console.baud).",
                evidence: [evidence.summary, "A prompt answered at \(baud) baud."],
                remedy: ["otaflash info \(port.option) --baud \(baud)"]
            )
        }
        if evidence.isGarbage {
            return Finding(
                .problem,
                .wrongBaud,
                port: port.path,
                "The board talks at another line rate.",
                evidence: [evidence.summary, tried(console)],
                remedy: [
                    "# With the rate that its firmware was built for:", "# otaflash info \(port.option) --baud BPS",
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
                        ? "# This port leads to another computer. See which port is the board's:"
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
                "The board's USB-Serial-JTAG answers nothing: the console is on its UART, or an application took it.",
                evidence: [
                    evidence.summary, "With a UART console USB-Serial-JTAG (303a:1001) shows output and never listens.",
                ],
                remedy: [
                    "# Where the board has a second socket, marked UART, connect that one. Else see how it starts:",
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
                evidence: [evidence.summary, "Nothing that was sent came back."],
                remedy: Self.resetAndLook(port)
            )
        }
        if evidence.sawEcho {
            return Finding(
                .problem,
                .consoleTaken,
                port: port.path,
                "An application keeps Lua busy: lines are echoed and not carried out.",
                evidence: [evidence.summary] + (evidence.luaError.map { ["Lua says: \($0)"] } ?? []),
                remedy: Self.resetAndLook(port)
            )
        }
        return Finding(
            port.isExpected ? .problem : .warning,
            .silent,
            port: port.path,
            "Nothing comes from the port: the board has no power, an application took its console, or it is not this port.",
            evidence: [evidence.summary, tried(console)],
            remedy: Self.resetAndLook(port)
        )
    }

    private static func resetAndLook(_ port: PortFacts) -> [String] {
        ["otaflash reset \(port.option)", "# shows what the board says when it starts"]
    }

    private func tried(_ console: ConsoleFacts) -> String {
        guard !console.triedBauds.isEmpty else { return "Only \(console.baud) baud was tried." }
        let rates = ([console.baud] + console.triedBauds).map(String.init).joined(separator: ", ")
        return "No prompt answered at \(rates) baud."
    }
}

extension PortFacts {
    /// What leads a command to the port.
    var option: String { "--port \(path.quotedForShell)" }

    /// Whether the port is a chip's own USB-Serial-JTAG peripheral.
    var isUSBSerialJTAG: Bool {
        device?.usb?.description == "303a:1001"
    }
}

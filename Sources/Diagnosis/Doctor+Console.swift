import DeviceDiscovery
import LuaREPL
import TransportCore

extension Doctor {
    /// What is wrong with a board, from what its console showed.
    /// - Parameter port: The port of the console.
    package func findings(of console: ConsoleFacts, port: PortFacts) -> [Finding] {
        var findings: [Finding] = []
        if let silence = console.silence {
            findings.append(finding(silence, console, port))
        } else if console.resets > 0 {
            findings.append(Finding(.warning, .resetsOnOpen(resets: console.resets), port: port.path))
        }
        if let report = console.report {
            findings += causes(in: report).map { Finding(.problem, $0, port: port.path) }
        }
        return findings
    }

    private func finding(_ silence: ConsoleFacts.Silence, _ console: ConsoleFacts, _ port: PortFacts) -> Finding {
        let cause: FindingCause =
            switch silence {
            case .notOpened(let error): .notOpened(error)
            case .examination(let error): .stoppedResponding(error)
            case .dialogue(let error): cause(error, console, port)
            }
        // A port that nobody named may have no board.
        return Finding(cause.isCertain || port.isExpected ? .problem : .warning, cause, port: port.path)
    }

    private func cause(_ error: REPLError, _ console: ConsoleFacts, _ port: PortFacts) -> FindingCause {
        switch error {
        case .downloadMode: return .downloadMode
        case .crashLoop(let evidence):
            // SPIFFS is type 1, subtype 0x82 (ESP-IDF 5.1.3 esp_partition.h).
            return .crashLoop(evidence, files: evidence.boot.partitions.first { $0.type == 1 && $0.subtype == 0x82 })
        case .nothingToBoot(let record): return .nothingToBoot(record)
        case .noPrompt(let evidence): return noPrompt(evidence, console, port)
        case .link(let error): return .linkLost(error)
        case .noAnswer, .rebooted, .notRestarted, .raised, .lineTooLong: return .unexpectedAnswer(error)
        }
    }

    private func noPrompt(_ evidence: PromptEvidence, _ console: ConsoleFacts, _ port: PortFacts) -> FindingCause {
        if let baud = console.answeringBaud { return .answersAtOtherRate(baud, requested: console.baud, evidence) }
        let tried = [console.baud] + console.triedBauds
        if evidence.isGarbage { return .unknownRate(evidence, tried: tried) }
        if let console = evidence.foreignConsole { return .foreignConsole(console, evidence) }
        if evidence.sawEcho { return .luaBusy(evidence) }
        // The peripheral mirrors the output of a UART console and takes no input (ESP-IDF 5.1.3 esp_system/Kconfig,
        // ESP_CONSOLE_SECONDARY_USB_SERIAL_JTAG).
        if port.isUSBSerialJTAG { return .secondaryConsole(evidence) }
        return evidence.bytes > 0 ? .consoleTaken(evidence) : .silent(evidence, tried: tried)
    }
}

extension FindingCause {
    /// Whether it shows that there is a problem even if no board is expected at the port.
    fileprivate var isCertain: Bool {
        switch self {
        case .silent, .secondaryConsole: false
        default: true
        }
    }
}

extension PortFacts {
    /// Whether the port is a chip's own USB-Serial-JTAG peripheral.
    fileprivate var isUSBSerialJTAG: Bool {
        device?.usb?.description == "303a:1001"
    }
}

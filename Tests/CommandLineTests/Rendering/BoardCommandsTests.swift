import ArgumentParser
import DeviceDiscovery
import Diagnosis
import ESPImage
import LuaREPL
import OTAUpgrade
import Testing
import TransportCore

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct BoardCommandsTests {
    private static let commands = BoardCommands(options: ["--port", "/dev/my board", "--baud", "9600"])

    @Test func `each command in a text is spelled out below it once`() {
        let text = "Keep it with `accept`, then reset; or give it up with `reset --force`. `accept` keeps it."
        #expect(
            Self.commands.spellingOut(text).split(separator: "\n").map(String.init) == [
                text, "  otaflash accept --port '/dev/my board' --baud 9600",
                "  otaflash reset --force --port '/dev/my board' --baud 9600",
            ]
        )
        let once = Self.commands.spellingOut(text)
        #expect(Self.commands.spellingOut(once) == once)
    }

    @Test(arguments: [
        "No command.", "`sudo fuser -v /dev/ttyUSB0` names it.", "A lone ` sign and `kill 12`.", "``", "`",
    ])
    func `other text in backquotes is left alone`(text: String) {
        #expect(Self.commands.spellingOut(text) == text)
    }

    @Test func `the options select the same board`() throws {
        let arguments = ["--device", "name:esp3", "--inventory", "my bench.toml", "--baud", "9600", "--trace", "t"]
        let options = try ConnectionOptions.parse(arguments)
        #expect(options.commands.options == Array(arguments.prefix(6)))
        #expect(try ConnectionOptions.parse([]).commands.options == [])
    }

    @Test func aBoardThatWasFoundByProbingIsNamed() throws {
        let console = Console(talk: .quiet, terminal: TerminalTraits(environment: [:]))
        let search = try PortSearch(try ConnectionOptions.parse(["--baud", "9600"]), console: console)
        #expect(
            search.commands(at: .terminal(path: "/dev/ttyUSB0")).options == [
                "--port", "/dev/ttyUSB0", "--baud", "9600",
            ]
        )
        #expect(search.commands(at: nil).options == ["--baud", "9600"])
    }

    // MARK: What the doctor prints

    private static let findings: [Finding] = {
        let device = SerialDevice(path: "/dev/tty USB0")
        var port = PortFacts(path: device.path, device: device)
        port.isExpected = true
        let doctor = Doctor(rulesText: "new")
        var host = HostFacts(user: "ada", rules: HostFacts.RulesFile(path: "/etc/x", text: "old"))
        var found = doctor.findings(of: host, ports: []) + doctor.absence(among: [], [])
        host.groups = []
        var inaccessible = port
        inaccessible.device?.isAccessible = false
        inaccessible.group = "dialout"
        found += doctor.findings(of: inaccessible, host: host)
        let address = TransportAddress.terminal(path: port.path)
        let lost = TransportError(.linkLost, at: address, "It went away.")
        var evidence = PromptEvidence()
        let silences: [REPLError] = [
            .downloadMode, .crashLoop(evidence), .nothingToBoot(BootRecord()), .link(lost), .noPrompt(evidence),
            .noAnswer(question: "1", waited: .seconds(1)),
        ]
        evidence.bytes = 10
        var garbage = evidence
        garbage.unprintableBytes = 10
        for silence in silences + [.noPrompt(evidence), .noPrompt(garbage)] {
            found += doctor.findings(of: ConsoleFacts(silence: .dialogue(silence)), port: port)
        }
        var other = ConsoleFacts(silence: .dialogue(.noPrompt(garbage)))
        other.answeringBaud = 9600
        found += doctor.findings(of: other, port: port)
        found += doctor.findings(of: ConsoleFacts(silence: .notOpened(lost)), port: port)
        found += doctor.findings(of: ConsoleFacts(resets: 1), port: port)
        for status in [Samples.after(.pendingVerify), OTAStatus(running: "factory", boot: nil, slots: [])]
            as [OTAStatus?] + [nil]
        {
            let report = BoardReport(identity: Samples.identity, status: status, boot: BootRecord())
            found += doctor.findings(of: ConsoleFacts(report: report), port: port)
        }
        return found
    }()

    @Test func `the commands of the doctor can be parsed`() async throws {
        let lines = Self.findings.flatMap { FindingText($0).remedy }.filter {
            $0.hasPrefix("otaflash ") && !$0.contains("|")
        }
        #expect(Set(Self.findings.map(\.code)).count >= 12)
        #expect(lines.count >= 10)
        for line in Set(lines) {
            // A shell splits the line; nothing is executed.
            let split = try await through(
                "bash",
                ["-c", "for word in \(line.dropFirst(9)); do printf '%s\\n' \"$word\"; done"],
                []
            )
            let words = split.output.split(separator: "\n").map(String.init)
            #expect(throws: Never.self, "\(line)") { _ = try Otaflash.parse(words, environment: [:]) }
            if let port = words.firstIndex(of: "--port") { #expect(words[port + 1] == "/dev/tty USB0", "\(line)") }
        }
    }

    @Test(arguments: ["A1B2", "with blanks", "it's", "$(reboot)", "`id`", "a;b", "10c4:ea60"])
    func `the selector that ports prints selects the same device`(serial: String) async throws {
        var device = SerialDevice(path: "/dev/ttyUSB0", usb: USBIdentity(vendor: 0x10C4, product: 0xEA60))
        device.usb?.serialNumber = serial
        let listing = PortListing(device: device, selector: DeviceSelector(.serial(serial)), profiles: [])
        let line = try #require(
            listing.lines(width: 200, paint: .off).first { $0.contains("--device ") }?.firstRange(of: "--device ").map {
                listing.lines(width: 200, paint: .off).first { $0.contains("--device ") }!.suffix(from: $0.upperBound)
            }
        )
        let split = try await through("bash", ["-c", "printf '%s' \(line)"], [])
        #expect(DeviceSelector(split.output) == listing.selector)
    }
}

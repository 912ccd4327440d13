import ArgumentParser
import BoardProfiles
import DeviceDiscovery
import Diagnosis
import ESPImage
import Fleet
import Inventory
import LuaREPL
import OTAUpgrade
import Testing
import TransportCore

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct AdviceTests {
    private static let options = ["--port", "/dev/my board", "--baud", "9600"]

    private func commands(
        for remedies: [UpgradeError.Remedy],
        _ advice: Advice = Advice(options: options),
        code: UpgradeError.Code = .boardRefuses
    ) -> [String] {
        let error = UpgradeError(code, "It failed.", nextStep: "Do this.", remedies: remedies, phase: .plan)
        let lines = advice.completing(error).nextStep.split(separator: "\n").map(String.init)
        #expect(lines.first?.hasPrefix("Do this.") == true)
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("  ") })
        return lines.dropFirst().map { String($0.dropFirst(2)) }
    }

    @Test(
        arguments: [
            (.inspect, "otaflash info"), (.accept, "otaflash accept"), (.rollBack, "otaflash rollback"),
            (.restart, "otaflash reset"), (.reset, "otaflash reset"), (.resetAnyway, "otaflash reset --force"),
            (.findLineRate, "otaflash doctor"),
        ] as [(UpgradeError.Remedy, String)]
    )
    func `a command for the board names its port`(remedy: UpgradeError.Remedy, command: String) {
        #expect(commands(for: [remedy]) == [command + " --port '/dev/my board' --baud 9600"])
    }

    @Test(
        arguments: [
            (.allowDowngrade, "upgrade --allow-downgrade x.bin --require-rollback --method=frames"),
            (.allowLastUpgrade, "upgrade --allow-last-upgrade x.bin --require-rollback --method=frames"),
            (.allowMissingRollback, "upgrade x.bin --method=frames"),
            (.sendLines, "upgrade --method=lines x.bin --require-rollback"),
            (.useLineRate(9600), "upgrade --baud=9600 x.bin --require-rollback --method=frames"),
            (.keepLineRate, "upgrade x.bin --require-rollback --method=frames"),
        ] as [(UpgradeError.Remedy, String)]
    )
    func `the run is repeated with other options`(remedy: UpgradeError.Remedy, line: String) {
        var advice = Advice(options: ["--port", "/dev/x"])
        advice.retry = RetryCommand([
            "upgrade", "x.bin", "--require-rollback", "--method=frames", "--port", "/dev/x", "--transfer-baud", "9600",
            "--baud=115200", "--junit", "f.xml",
        ])
        let kept = line + " --port /dev/x"
        let rates = [
            remedy == .keepLineRate ? "" : " --transfer-baud 9600",
            remedy == .useLineRate(9600) ? "" : " --baud=115200",
        ]
        #expect(commands(for: [remedy], advice) == ["otaflash " + kept + rates.joined()])
    }

    @Test func `a port that was found by probing is named when the run is repeated`() {
        var advice = Advice(options: ["--port", "/dev/x"])
        advice.retry = RetryCommand(["upgrade", "x.bin"])
        #expect(
            commands(for: [.allowDowngrade], advice) == ["otaflash upgrade --allow-downgrade --port=/dev/x x.bin"]
        )
        #expect(commands(for: [.useLineRate(9600)], advice) == ["otaflash upgrade --baud=9600 --port=/dev/x x.bin"])
    }

    @Test func `a run that cannot be repeated still gets a command if there is one`() {
        #expect(commands(for: [.allowDowngrade, .sendLines, .checkImage]) == [])
        #expect(
            commands(for: [.useLineRate(230_400)]) == ["otaflash info --baud=230400 --port '/dev/my board'"]
        )
        #expect(
            commands(for: [.allowMoreTime(than: .seconds(6))]) == [
                "otaflash exec - --timeout=12 --port '/dev/my board' --baud 9600"
            ]
        )
    }

    @Test func `a board of a fleet is named in the command for it`() {
        var advice = Advice(options: ["--port", "/dev/x"], image: "x.bin")
        (advice.retry, advice.board) = (RetryCommand(["fleet", "upgrade", "x.bin", "--board", "esp1,esp2"]), "esp2")
        #expect(
            commands(for: [.sendLines, .checkImage, .accept], advice) == [
                "otaflash fleet upgrade --board=esp2 --method=lines x.bin", "otaflash image x.bin",
                "otaflash accept --port /dev/x",
            ]
        )
        #expect(commands(for: [.allowDowngrade, .useLineRate(9600)], advice) == [], "the summary has one for all")
    }

    @Test(arguments: ["socket://lab:2000", "/dev/pts/3"])
    func `a board without modem lines is not reset by them`(port: String) throws {
        let advice = Advice(options: ["--port", port], address: TransportAddress(port))
        #expect(commands(for: [.reset], advice) == [])
        #expect(commands(for: [.restart], advice) == ["otaflash reset --port \(port)"])
    }

    @Test func `the code alone can have a command`() {
        #expect(commands(for: [], code: .linkLost) == ["otaflash ports"])
        #expect(commands(for: [], Advice(options: ["--port", "socket://lab:2000"]), code: .noDevice) == [])
        #expect(
            commands(for: [], code: .permissionDenied).first?.hasPrefix("otaflash boards --udev-rules | sudo") == true
        )
    }

    @Test func `a board that may have changed is inspected`() {
        let advice = Advice(options: ["--port", "/dev/x"])
        let lost = UpgradeError(.transferFailed, "It failed.", nextStep: "Do this.", phase: .reboot)
        #expect(advice.completing(lost).nextStep == "Do this.\n  otaflash info --port /dev/x")
    }

    @Test func `advice is given once`() {
        let error = UpgradeError(
            .noOTAUpgrade,
            "It failed.",
            nextStep: "Accept it with `accept`.",
            remedies: [.accept, .setUpOverUSB, .accept],
            phase: .plan
        )
        let once = Advice(options: Self.options).completing(error)
        #expect(
            once.nextStep == """
                Accept it with `accept`. The section “One-time setup” of the README shows how.
                  otaflash accept --port '/dev/my board' --baud 9600
                """
        )
        #expect(Advice(options: Self.options).completing(once) == once)
    }

    @Test(arguments: [
        "No command.", "`sudo fuser -v /dev/ttyUSB0` names it.", "A lone ` character and `kill 12`.", "``", "`",
    ])
    func `other text in backquotes is left alone`(text: String) {
        let error = UpgradeError(.boardRefuses, "It failed.", nextStep: text, phase: .plan)
        #expect(Advice(options: Self.options).completing(error) == error)
    }

    @Test func `errors of USB and of profiles have commands too`() {
        let error = USBError(.noDevice, "None.", nextStep: "Look.", remedies: [.listDevices])
        #expect(Advice.completing(error).nextStep == "Look.\n  otaflash power list")
        let unknown = BoardProfileError(.unknownBoard, "None.", nextStep: "No.")
        #expect(Advice.completing(unknown).nextStep == "No. `otaflash boards` lists the names.")
    }

    @Test func `the options select the same board`() throws {
        let arguments = ["--device", "name:esp3", "--inventory", "my bench.toml", "--baud", "9600", "--trace", "t"]
        let options = try ConnectionOptions.parse(arguments)
        #expect(options.advice.options == Array(arguments.prefix(6)))
        #expect(try ConnectionOptions.parse([]).advice.options == [])
    }

    @Test func aBoardThatWasFoundByProbingIsNamed() throws {
        let console = Console(talk: .quiet, terminal: TerminalTraits(environment: [:]))
        let search = try PortSearch(try ConnectionOptions.parse(["--baud", "9600"]), console: console)
        #expect(
            search.advice(at: .terminal(path: "/dev/ttyUSB0")).options == [
                "--port", "/dev/ttyUSB0", "--baud", "9600",
            ]
        )
        #expect(search.advice(at: nil).options == ["--baud", "9600"])
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

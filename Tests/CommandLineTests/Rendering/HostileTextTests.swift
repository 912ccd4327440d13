import DeviceDiscovery
import ESPImage
import Fleet
import Testing
import TransportCore

@testable import LuaREPL
@testable import OTAUpgrade
@testable import Reports
@testable import TerminalUI
@testable import otaflash

/// A board, a file and a USB device whose texts contain terminal commands: none of them reaches the terminal.
struct HostileTextTests {
    /// One of each kind: C0, DEL, C1, bidi controls, zero-width characters, line ends, tags.
    private static let bad =
        "\u{1B}]0;x\u{07}\r\n\t\u{7F}\u{9B}2J\u{85}\u{202E}\u{2066}\u{200B}\u{200F}\u{FEFF}\u{2028}\u{2029}\u{E0041}"

    private static let identity: BoardIdentity = {
        var identity = Samples.identity
        identity.chipModel = "NEW" + bad
        identity.chipID = "0x1" + bad
        identity.modules = ["node" + bad]
        return identity
    }()

    private static let status: OTAStatus = {
        let description = FirmwareDescription(
            name: "n" + bad,
            version: "1" + bad,
            secureVersion: 0,
            date: "d" + bad,
            time: "t" + bad,
            idfVersion: "v" + bad
        )
        return OTAStatus(
            running: "ota_0" + bad,
            boot: "ota_1" + bad,
            slots: ["ota_0", "ota_1"].map {
                OTAStatus.Slot(label: $0 + bad, state: .valid, description: description)
            }
        )
    }()

    private static let plan = UpgradePlan(
        from: "ota_0" + bad,
        to: "ota_1" + bad,
        runningVersion: "1" + bad,
        imageVersion: "2" + bad,
        imageSize: 1,
        slotSize: 2,
        canRollBack: true,
        warnings: []
    )

    private static let report: BoardReport = {
        var boot = BootRecord()
        boot.banner = "NodeMCU ESP32" + bad
        boot.bootLoaderVersion = "v5" + bad
        boot.resetReason = "R" + bad
        boot.add(.partition(label: "p" + bad, type: 0, subtype: 0, offset: 0, size: 1))
        return BoardReport(identity: identity, status: status, boot: boot)
    }()

    private func expectHarmless(
        _ lines: [String],
        keeping kept: Set<Unicode.Scalar> = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(!lines.isEmpty, sourceLocation: sourceLocation)
        for line in lines {
            let harmful = line.unicodeScalars.filter { !$0.isPrintable && !kept.contains($0) }
            #expect(harmful.isEmpty, "\(line.debugDescription)", sourceLocation: sourceLocation)
        }
    }

    private func expectHarmless(_ json: JSONValue, sourceLocation: SourceLocation = #_sourceLocation) {
        for isPretty in [false, true] {
            let text = json.text(isPretty: isPretty)
            expectHarmless([text], keeping: isPretty ? ["\n"] : [], sourceLocation: sourceLocation)
        }
    }

    @Test func `the description of a board is harmless`() {
        let port = TransportAddress.terminal(path: "/dev/tty" + Self.bad)
        expectHarmless(Self.report.lines(port: port, isVerbose: true, width: 80, paint: .off))
        expectHarmless(.board(Self.report, result: "ok", error: nil, status: .ok, port: port))
    }

    @Test(arguments: [UpgradeResult.Outcome.upgraded, .unchanged, .planned])
    func `the result of an upgrade is harmless`(_ outcome: UpgradeResult.Outcome) throws {
        var report = try Samples.report(outcome)
        report.board.attempts[0].result?.identity = Self.identity
        report.board.attempts[0].result?.before = Self.status
        report.board.attempts[0].result?.after = Self.status
        report.board.attempts[0].result?.plan = Self.plan
        expectHarmless(report.lines(width: 80, paint: .off))
        expectHarmless(report.json)
    }

    @Test func `the progress of an upgrade is harmless`() {
        let events: [UpgradeEvent] = [
            .phaseStarted(.identify, limit: nil), .identified(Self.identity, Self.status),
            .phaseStarted(.plan, limit: nil),
            .planned(Self.plan), .warning(.otherProject(running: Self.bad, image: Self.bad)),
            .phaseStarted(.commence, limit: .seconds(9)), .phaseStarted(.write, limit: nil),
            .progress(Samples.progress(100, at: 1)), .phaseStarted(.reboot, limit: nil),
            .portReturned(.terminal(path: "/dev/tty" + Self.bad)), .phaseStarted(.verify, limit: nil),
            .phaseStarted(.accept, limit: nil), .phaseStarted(.rollBack, limit: nil),
        ]
        for canRedraw in [false, true] {
            let style = UpgradeNarrator.Style(canRedraw: canRedraw, isVerbose: true, width: 80, paint: .off)
            var narrator = UpgradeNarrator(style: style)
            var outputs: [UpgradeNarrator.Output] = []
            for event in events {
                outputs += narrator.take(event, at: .seconds(1))
                outputs += narrator.tick(at: .seconds(3))
            }
            outputs += narrator.finish(nil, at: .seconds(4))
            expectHarmless(
                outputs.flatMap { output in
                    switch output {
                    case .lines(let lines): lines
                    case .moving(let line): [line]
                    }
                }
            )
        }
    }

    @Test func errors() {
        let error = UpgradeError(.transferFailed, "It said " + Self.bad, nextStep: "Do " + Self.bad, phase: .write)
        // Messages can have several lines.
        expectHarmless(
            error.lines(ExitStatus(.transferFailed), board: BoardState(Self.status), width: 80, paint: .off),
            keeping: ["\n"]
        )
        expectHarmless(.board(nil, result: "failed", error: error, status: ExitStatus(.transferFailed), port: nil))
    }

    @Test func `the output and the values of a statement are harmless`() {
        let bad = Array(Self.bad.utf8)
        let answer = REPLAnswer(
            outcome: .returned([.string(bad), .number(Self.bad), .other(Self.bad)]),
            output: [bad, [0x9B, 0x32, 0x4A]]
        )
        expectHarmless(answer.lines, keeping: ["\n", "\t"])
        expectHarmless(.answer(answer, error: nil, status: .ok, port: nil))
        let raised = REPLAnswer(outcome: .raised(Self.bad), output: [])
        expectHarmless(.answer(raised, error: nil, status: .luaError, port: nil))
    }

    @Test func `a port listing is harmless`() {
        var device = SerialDevice(path: "/dev/tty" + Self.bad, byID: ["/dev/serial/by-id/x" + Self.bad])
        device.usb = USBIdentity(vendor: 1, product: 2, serialNumber: Self.bad, productName: Self.bad)
        device.driver = Self.bad
        device.holder = PortHolder(pid: 1, command: "x" + Self.bad)
        device.links = ["/dev/otaflash/x" + Self.bad]
        let listing = PortListing.all(of: [device]) { _ in [Self.bad] }[0]
        expectHarmless([listing].lines(width: 80, paint: .off))
        expectHarmless([listing.line("added")])
        expectHarmless(listing.json)
        for devices in [[device], [device, device]] {
            let selection = SelectorError(
                .ambiguous,
                DeviceSelector(.serial(Self.bad)),
                matching: devices,
                present: devices
            )
            let error = UpgradeError.selection(selection)
            expectHarmless(error.lines(.ok, board: nil, width: 80, paint: .off))
        }
    }

    @Test func aFile() throws {
        var builder = AppImageBuilder(chip: .esp32, size: 8192, seed: 1)
        builder.descriptor = AppDescriptor(
            version: "1\u{1B}[2J\u{9B}\u{202E}",
            projectName: "x\r\u{200B}\u{FEFF}",
            time: "\u{7F}",
            date: "\u{2028}",
            idfVersion: "\u{85}\n"
        )
        var report = ImageReport(file: "x" + Self.bad)
        report.inspection = FirmwareFile.inspect(try builder.build())
        expectHarmless(report.lines(width: 80, paint: .off))
        expectHarmless(report.json)
    }
}

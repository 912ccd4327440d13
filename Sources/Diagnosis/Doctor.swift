public import DeviceDiscovery
import TransportCore

/// Decides from facts what is wrong with a host, a port or a board, and how to fix it.
///
/// A value without I/O; `HostInspector`, `PortFacts` and `ConsoleExaminer` collect the facts.
public struct Doctor: Sendable {
    /// The udev rules that this version would install; `nil` skips the comparison with the installed rules.
    public var rulesText: String?

    /// Makes a doctor.
    public init(rulesText: String? = nil) {
        self.rulesText = rulesText
    }

    /// What is wrong with a host.
    public func findings(of host: HostFacts, ports: [SerialDevice]) -> [Finding] {
        var findings: [Finding] = []
        if ports.isEmpty {
            findings.append(
                Finding(
                    .problem,
                    .noPorts,
                    "This host has no serial port.",
                    evidence: ["There is no ttyUSB, ttyACM or UART."],
                    remedy: [
                        "# Plug the board in with a cable that carries data, then watch it arrive:",
                        "otaflash ports --watch",
                    ]
                )
            )
        }
        findings += rules(host, ports)
        findings += host.grabbers.compactMap { grabber in finding(grabber, host) }
        return findings
    }

    /// What is wrong with a port, as far as can be seen without opening it.
    public func findings(of port: PortFacts, host: HostFacts) -> [Finding] {
        [access(port, host), holder(port), latency(port)].compactMap(\.self)
    }

    /// The finding that no examined port has a board, if nothing else explains it.
    /// - Parameters:
    ///   - consoles: What the examined ports showed.
    ///   - findings: What was found at each port.
    package func absence(among consoles: [ConsoleFacts], _ findings: [[Finding]]) -> [Finding] {
        let isExplained = findings.joined().contains { $0.severity == .problem }
        guard !isExplained, !consoles.contains(where: { $0.report != nil }) else { return [] }
        return [
            Finding(
                .problem,
                .noBoard,
                "No serial port of this host answers as a NodeMCU board.",
                evidence: ["\(consoles.count) \(consoles.count == 1 ? "port was" : "ports were") probed."],
                remedy: [
                    "# Check the board's cable and power, then watch it arrive:", "otaflash ports --watch",
                ]
            )
        ]
    }

    // MARK: The host

    private static let installRules = [
        "otaflash boards --udev-rules | sudo tee /etc/udev/rules.d/\(HostInspector.rulesName) > /dev/null",
        "sudo udevadm control --reload && sudo udevadm trigger",
    ]

    private func rules(_ host: HostFacts, _ ports: [SerialDevice]) -> [Finding] {
        guard let rules = host.rules else {
            // Root does not need the rules, and neither does a host without serial ports on USB.
            guard ports.contains(where: { $0.usb != nil }) else { return [] }
            return [
                Finding(
                    .warning,
                    .rulesMissing,
                    "The udev rules of otaflash are not installed.",
                    evidence: ["There is no \(HostInspector.rulesName) in udev's rules folders."],
                    remedy: Self.installRules
                )
            ]
        }
        guard let rulesText, rulesText != rules.text else { return [] }
        return [
            Finding(
                .warning,
                .rulesOutdated,
                "The installed udev rules are not those of this version.",
                evidence: ["\(rules.path) differs from what `otaflash boards --udev-rules` prints."],
                remedy: Self.installRules
            )
        ]
    }

    private func finding(_ grabber: HostFacts.Process, _ host: HostFacts) -> Finding? {
        let evidence = ["\(grabber.name) runs as process \(grabber.pid)."]
        switch grabber.name {
        case "ModemManager":
            guard host.rules == nil else { return nil }
            return Finding(
                .warning,
                .modemManager,
                "ModemManager is running and may send modem commands to a board.",
                evidence: evidence + ["No udev rule tells it to ignore the boards."],
                remedy: Self.installRules
            )
        case "brltty":
            guard !host.strayConverters.isEmpty else { return nil }
            return Finding(
                .problem,
                .brltty,
                "brltty has claimed a USB-serial converter as a Braille display.",
                evidence: evidence + host.strayConverters.map { "The converter at \($0) has no serial port." },
                // Users of a Braille display need the service, so the remedy only removes its claim on converters.
                remedy: [
                    "# Keep brltty's udev rules from claiming converters; the service itself stays:",
                    "sudo ln -s /dev/null /etc/udev/rules.d/85-brltty.rules", "sudo udevadm control --reload",
                    "# then plug the board in again",
                ]
            )
        default:
            return nil
        }
    }

    // MARK: The port

    private func access(_ port: PortFacts, _ host: HostFacts) -> Finding? {
        guard let device = port.device, !device.isAccessible else { return nil }
        if let group = port.group, host.assignedGroups.contains(group), !host.groups.contains(group) {
            return Finding(
                .problem,
                .loginNeeded,
                "\(host.user) has been added to the group \(group), but this session started before that.",
                evidence: ["This process has the groups \(host.groups.sorted().joined(separator: ", "))."],
                remedy: ["newgrp \(group)", "# or log out and in again"]
            )
        }
        let mode = port.group.map { "Members of the group \($0) can open it; \(host.user) is not a member." }
        return Finding(
            .problem,
            .noAccess,
            port: port.path,
            "User \(host.user) does not have permission to open \(port.path).",
            evidence: [mode ?? "Only root can open it."],
            remedy: port.group.map { ["sudo usermod -aG \($0) \(host.user)", "# then log out and in again; or:"] }
                .map { $0 + Self.installRules } ?? Self.installRules
        )
    }

    private func holder(_ port: PortFacts) -> Finding? {
        guard let holder = port.holder else { return nil }
        return Finding(
            .problem,
            .portHeld,
            port: port.path,
            "Another program has \(port.path) open.",
            evidence: ["Process \(holder.pid) has it open: \(holder.command)"],
            remedy: [
                "# If it is writing to a board, wait until it has finished. Otherwise:", "kill \(holder.pid)",
            ]
        )
    }

    private func latency(_ port: PortFacts) -> Finding? {
        // If this user can set the timer, it is set while the port is open.
        guard let latency = port.latencyMilliseconds, latency > 1, !port.latencyIsWritable else { return nil }
        return Finding(
            .warning,
            .latencyTimer,
            port: port.path,
            "The converter buffers each answer for up to \(latency) ms, which makes a transfer slow.",
            evidence: ["The latency timer of \(port.path) is \(latency) ms, and only root can set it."],
            remedy: Self.installRules
        )
    }
}

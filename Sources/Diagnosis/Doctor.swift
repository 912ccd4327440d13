package import DeviceDiscovery

/// Decides from facts what is wrong with a host, a port or a board.
///
/// A value without I/O; `HostInspector`, `PortFacts` and `ConsoleExaminer` collect the facts.
package struct Doctor: Sendable {
    /// The udev rules that this version would install; `nil` skips the comparison with the installed rules.
    package var rulesText: String?

    /// Makes a doctor.
    package init(rulesText: String? = nil) {
        self.rulesText = rulesText
    }

    /// What is wrong with a host.
    package func findings(of host: HostFacts, ports: [SerialDevice]) -> [Finding] {
        let absence = ports.isEmpty ? [Finding(.problem, .noPorts)] : []
        return absence + rules(host, ports) + host.grabbers.compactMap { finding($0, host) }
    }

    /// What is wrong with a port, as far as can be seen without opening it.
    package func findings(of port: PortFacts, host: HostFacts) -> [Finding] {
        var findings: [Finding] = []
        if let cause = access(port, host) { findings.append(Finding(.problem, cause, port: port.path)) }
        if let holder = port.holder { findings.append(Finding(.problem, .held(holder), port: port.path)) }
        // If this user can set the timer, it is set while the port is open.
        if let latency = port.latencyMilliseconds, latency > 1, !port.latencyIsWritable {
            findings.append(Finding(.warning, .latencyTimer(milliseconds: latency), port: port.path))
        }
        return findings
    }

    /// The finding that no examined port has a board, if nothing else explains it.
    /// - Parameters:
    ///   - consoles: What the examined ports showed.
    ///   - findings: What was found at each port.
    package func absence(among consoles: [ConsoleFacts], _ findings: [[Finding]]) -> [Finding] {
        let isExplained = findings.joined().contains { $0.severity == .problem }
        guard !isExplained, !consoles.contains(where: { $0.report != nil }) else { return [] }
        return [Finding(.problem, .noBoard(probedPorts: consoles.count))]
    }

    private func rules(_ host: HostFacts, _ ports: [SerialDevice]) -> [Finding] {
        guard let rules = host.rules else {
            // Root does not need the rules, and neither does a host without serial ports on USB.
            return ports.contains { $0.usb != nil } ? [Finding(.warning, .rulesMissing)] : []
        }
        guard let rulesText, rulesText != rules.text else { return [] }
        return [Finding(.warning, .rulesOutdated(path: rules.path))]
    }

    private func finding(_ grabber: HostFacts.Process, _ host: HostFacts) -> Finding? {
        switch grabber.name {
        case "ModemManager":
            host.rules == nil ? Finding(.warning, .modemManager(pid: grabber.pid)) : nil
        case "brltty":
            host.strayConverters.isEmpty
                ? nil : Finding(.problem, .brltty(pid: grabber.pid, converters: host.strayConverters))
        default:
            nil
        }
    }

    private func access(_ port: PortFacts, _ host: HostFacts) -> FindingCause? {
        guard let device = port.device, !device.isAccessible else { return nil }
        if let group = port.group, host.assignedGroups.contains(group), !host.groups.contains(group) {
            return .loginNeeded(user: host.user, group: group, current: host.groups)
        }
        return .noAccess(user: host.user, group: port.group)
    }
}

import Diagnosis
import TransportCore

extension FindingText {
    private static let installRules = [
        "otaflash boards --udev-rules | sudo tee /etc/udev/rules.d/\(HostInspector.rulesName) > /dev/null",
        "sudo udevadm control --reload && sudo udevadm trigger",
    ]

    static let noPorts = FindingText(
        message: "This host has no serial port.",
        evidence: ["There is no ttyUSB, ttyACM or UART."],
        remedy: [
            "# Plug the board in with a cable that carries data, then watch it arrive:", "otaflash ports --watch",
        ]
    )

    static func noBoard(_ count: Int) -> FindingText {
        FindingText(
            message: "No serial port of this host answers as a NodeMCU board.",
            evidence: ["\(count) \(count == 1 ? "port was" : "ports were") probed."],
            remedy: ["# Check the board's cable and power, then watch it arrive:", "otaflash ports --watch"]
        )
    }

    static let rulesMissing = FindingText(
        message: "The udev rules of otaflash are not installed.",
        evidence: ["There is no \(HostInspector.rulesName) in udev's rules folders."],
        remedy: installRules
    )

    static func rulesOutdated(_ path: String) -> FindingText {
        FindingText(
            message: "The installed udev rules are not those of this version.",
            evidence: ["\(path) differs from what `otaflash boards --udev-rules` prints."],
            remedy: installRules
        )
    }

    static func modemManager(_ pid: Int) -> FindingText {
        FindingText(
            message: "ModemManager is running and may send modem commands to a board.",
            evidence: [
                "ModemManager runs as process \(pid).", "No udev rule tells it to ignore the boards.",
            ],
            remedy: installRules
        )
    }

    static func brltty(_ pid: Int, _ converters: [String]) -> FindingText {
        FindingText(
            message: "brltty has claimed a USB-serial converter as a Braille display.",
            evidence: ["brltty runs as process \(pid)."]
                + converters.map { "The converter at \($0) has no serial port." },
            // Users of a Braille display need the service, so the remedy only removes its claim on converters.
            remedy: [
                "# Keep brltty's udev rules from claiming converters; the service itself stays:",
                "sudo ln -s /dev/null /etc/udev/rules.d/85-brltty.rules", "sudo udevadm control --reload",
                "# then plug the board in again",
            ]
        )
    }

    // MARK: The port

    static func loginNeeded(_ user: String, _ group: String, _ groups: Set<String>) -> FindingText {
        FindingText(
            message: "\(user) has been added to the group \(group), but this session started before that.",
            evidence: ["This process has the groups \(groups.sorted().joined(separator: ", "))."],
            remedy: ["newgrp \(group)", "# or log out and in again"]
        )
    }

    static func noAccess(_ user: String, _ group: String?, _ port: String) -> FindingText {
        let members = group.map { "Members of the group \($0) can open it; \(user) is not a member." }
        let join = group.map { ["sudo usermod -aG \($0) \(user)", "# then log out and in again; or:"] }
        return FindingText(
            message: "User \(user) does not have permission to open \(port).",
            evidence: [members ?? "Only root can open it."],
            remedy: (join ?? []) + installRules
        )
    }

    static func held(_ holder: PortHolder, _ port: String) -> FindingText {
        FindingText(
            message: "Another program has \(port) open.",
            evidence: ["Process \(holder.pid) has it open: \(holder.command)"],
            remedy: ["# If it is writing to a board, wait until it has finished. Otherwise:", "kill \(holder.pid)"]
        )
    }

    static func latencyTimer(_ latency: Int, _ port: String) -> FindingText {
        FindingText(
            message: "The converter buffers each answer for up to \(latency) ms, which makes a transfer slow.",
            evidence: ["The latency timer of \(port) is \(latency) ms, and only root can set it."],
            remedy: installRules
        )
    }
}

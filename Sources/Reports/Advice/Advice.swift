package import BoardProfiles
package import DeviceDiscovery
import Diagnosis
import Inventory
import LuaREPL
package import OTAUpgrade
package import TransportCore
import TransportPosix

/// What to do next about an error, in complete commands for this board that can be pasted into a shell.
///
/// Libraries say what happened and which remedies there are; this table is the only place that words them as commands.
package struct Advice: Sendable, Hashable {
    /// The line rate that NodeMCU is usually built for, which needs no option.
    package static let usualBaud = 115_200

    /// The options that select the board and say how to reach it; empty for the only board of this host.
    package var options: [String]
    /// Where the board is; `nil` if that is not known.
    package var address: TransportAddress?
    /// The command line of this run; `nil` if it cannot be repeated.
    package var retry: RetryCommand?
    /// The image file of the run; `nil` if there is none that can be read again.
    package var image: String?
    /// The name of the board among many; `nil` if the run is for one board.
    package var board: String?

    package init(
        options: [String] = [],
        address: TransportAddress? = nil,
        retry: RetryCommand? = nil,
        image: String? = nil
    ) {
        (self.options, self.address, self.retry, self.image) = (options, address, retry, image)
    }

    /// The error with its remedies as commands, each on its own line.
    package func completing(_ error: UpgradeError) -> UpgradeError {
        var error = error
        var remedies = error.remedies
        if error.isOfBoardInUnknownState, !remedies.contains(.inspect) { remedies.append(.inspect) }
        let sentences = remedies.compactMap(sentence).filter { !error.nextStep.contains($0) }
        let text = ([error.nextStep] + sentences).joined(separator: " ")
        error.nextStep = Self.text(text, commands(for: error.code) + remedies.compactMap(command))
        return error
    }

    /// A text with the commands of remedies below it.
    package func completing(_ text: String, with remedies: [UpgradeError.Remedy]) -> String {
        Self.text(text, remedies.compactMap(command))
    }

    // MARK: The table

    private func sentence(for remedy: UpgradeError.Remedy) -> String? {
        remedy == .setUpOverUSB ? "The section “One-time setup” of the README shows how." : nil
    }

    private func command(for remedy: UpgradeError.Remedy) -> String? {
        switch remedy {
        case .inspect: line("info")
        case .accept: line("accept")
        case .rollBack: line("rollback")
        case .restart: line("reset")
        case .reset: hasLines ? line("reset") : nil
        case .resetAnyway: line("reset", ["--force"])
        case .findLineRate: line("doctor")
        case .useLineRate(let rate): atRate(rate)
        case .allowDowngrade: board == nil ? repeated(adding: ["--allow-downgrade"]) : nil
        case .allowLastUpgrade: repeated(adding: ["--allow-last-upgrade"])
        case .allowMissingRollback: repeated(without: ["require-rollback"])
        case .sendLines: repeated(without: ["method"], adding: ["--method=lines"])
        case .keepLineRate: repeated(without: ["transfer-baud"])
        case .allowMoreTime(let time): moreTime(than: time)
        case .checkImage: image.map { "otaflash image \($0.quotedForShell)" }
        case .setUpOverUSB: nil
        }
    }

    private func commands(for code: UpgradeError.Code) -> [String] {
        switch code {
        case .noDevice, .linkLost: options.first == "--port" && options[1].hasPrefix("/") ? ["otaflash ports"] : []
        case .permissionDenied: Self.installRules
        default: []
        }
    }

    private static let installRules = [
        "otaflash boards --udev-rules | sudo tee /etc/udev/rules.d/\(HostInspector.rulesName) > /dev/null",
        "sudo udevadm control --reload && sudo udevadm trigger",
    ]

    // MARK: Commands

    private func line(_ name: String, _ words: [String] = []) -> String {
        (["otaflash", name] + words + options).map(\.quotedForShell).joined(separator: " ")
    }

    private func repeated(without dropped: Set<String> = [], adding words: [String] = []) -> String? {
        guard let retry else { return nil }
        let place = board == nil && !retry.names(["port", "device"]) ? place : []
        return retry.line(boards: board.map { [$0] } ?? [], without: dropped, adding: words + place)
    }

    /// The options that select the board, without its line rate.
    private var place: [String] {
        options.count >= 2 && ["--port", "--device"].contains(options[0]) ? ["\(options[0])=\(options[1])"] : []
    }

    /// The run at another rate; a fleet's summary has one command for all boards with that rate.
    private func atRate(_ rate: Int) -> String? {
        guard board == nil else { return nil }
        if let repeated = repeated(without: ["baud"], adding: ["--baud=\(rate)"]) { return repeated }
        var advice = self
        if let index = options.firstIndex(of: "--baud") { advice.options.removeSubrange(index...index + 1) }
        return advice.line("info", ["--baud=\(rate)"])
    }

    private func moreTime(than time: Duration) -> String {
        let option = "--timeout=\(Int((2 * time.seconds).rounded(.up)))"
        return repeated(without: ["timeout"], adding: [option]) ?? line("exec", ["-", option])
    }

    /// Whether DTR and RTS can reset the board: sockets and pseudo terminals have no such lines.
    private var hasLines: Bool {
        switch address {
        case .socket: false
        case .terminal(let path): !(FileSystem.resolved(path) ?? path).hasPrefix("/dev/pts/")
        case .rfc2217, .simulated, nil: true
        }
    }

    /// A text with commands below it, each once.
    private static func text(_ text: String, _ commands: [String]) -> String {
        var lines: [String] = []
        for command in commands where !lines.contains("  " + command) && !text.contains(command) {
            lines.append("  " + command)
        }
        return ([text] + lines).joined(separator: "\n")
    }
}

extension Advice {
    /// Advice for an error of USB.
    package static func completing(_ error: USBError) -> USBError {
        var error = error
        let commands = error.remedies.flatMap { remedy in
            switch remedy {
            case .listDevices: ["otaflash power list"]
            case .installRules: installRules
            }
        }
        error.nextStep = text(error.nextStep, commands)
        return error
    }

    /// Advice for an error of a board profile.
    package static func completing(_ error: BoardProfileError) -> BoardProfileError {
        var error = error
        switch error.code {
        case .unknownBoard: error.nextStep += " `otaflash boards` lists the names."
        case .invalidSyntax, .unknownKey, .missingKey, .invalidValue:
            error.nextStep += " Boards/README.md explains the keys."
        case .unreadable: break
        }
        return error
    }
}

extension UpgradeError {
    /// Whether the board may have changed, and nothing is known about it.
    fileprivate var isOfBoardInUnknownState: Bool {
        switch (code, phase) {
        case (.noDevice, _), (.ambiguousDevice, _), (.portBusy, _), (.permissionDenied, _), (.imageRejected, _),
            (_, .connect), (_, .identify), (_, .plan), (_, nil):
            false
        default: board == nil
        }
    }
}

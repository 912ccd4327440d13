/// A console that is not NodeMCU's, recognised by its last lines.
package enum ForeignConsole: String, Sendable, Hashable, CaseIterable {
    case microPython = "MicroPython"
    case circuitPython = "CircuitPython"
    case espruino = "Espruino"
    case atFirmware = "AT firmware"
    case idfConsole = "ESP-IDF console"
    case zephyrShell = "Zephyr shell"
    case tasmota = "Tasmota"
    case espHome = "ESPHome"
    case uBoot = "U-Boot"
    case login = "login prompt"
    case shell = "Unix shell"

    /// Recognises what answers; `nil` if it is none of these.
    /// - Parameter lines: the last lines received, in order, without echoes; the last one may be a prompt.
    init?(lines: [String]) {
        // A name counts more than an answer, and an answer more than a prompt, since programs share answers and prompts.
        let recent = lines.reversed().lazy
        let found =
            recent.compactMap(Self.named).first ?? recent.compactMap(Self.answer).first
            ?? recent.prefix(1).compactMap(Self.prompt).first
        guard let console = found ?? (lines.suffix(2) == ["ERROR", "ERROR"] ? .atFirmware : nil) else { return nil }
        self = console
    }

    /// What it is, for a sentence: “MicroPython”, “a login prompt”.
    package var words: String {
        switch self {
        case .microPython, .circuitPython, .espruino, .tasmota, .espHome, .uBoot: rawValue
        case .zephyrShell: "a Zephyr shell"
        case .login: "the login prompt of a computer"
        case .shell: "the shell of a computer"
        case .atFirmware: "AT firmware, a modem's command line"
        case .idfConsole: "an ESP-IDF console"
        }
    }

    /// Whether it is the console of another computer rather than of firmware on a microcontroller.
    package var isComputer: Bool {
        switch self {
        case .login, .shell, .uBoot: true
        case .microPython, .circuitPython, .espruino, .atFirmware, .idfConsole, .zephyrShell, .tasmota, .espHome: false
        }
    }

    /// The program that names itself.
    private static func named(_ line: String) -> ForeignConsole? {
        if line.holds("CircuitPython") { return .circuitPython }
        if line.holds("MicroPython") { return .microPython }
        if line.holds("Espruino") { return .espruino }
        if line.holds("ESPHome") || line.hasPrefix("[C][") || line.hasPrefix("[D][") || line.hasPrefix("[I][") {
            return .espHome
        }
        if line.holds("Tasmota") { return .tasmota }
        if line.hasPrefix("U-Boot ") || line.holds("Hit any key to stop autoboot") { return .uBoot }
        return nil
    }

    /// The program that answers Lua in these words.
    private static func answer(_ line: String) -> ForeignConsole? {
        if line.hasPrefix("Traceback (most recent call last)") { return .microPython }
        if line.hasPrefix("Unknown command '") { return .uBoot }
        if line == "Unrecognized command" { return .idfConsole }
        if line == "Login incorrect" || line.hasPrefix("Last login: ") { return .login }
        let isShells =
            line.holds("command not found") || line.holds("syntax error near unexpected token")
            || line.holds("yntax error: ") && line.holds("unexpected")
        return isShells ? .shell : nil
    }

    private static func prompt(_ line: String) -> ForeignConsole? {
        if line == ">>>" || line.hasPrefix(">>> ") { return .microPython }
        if line.hasSuffix(" login:") || line == "login:" || line == "Password:" { return .login }
        if line.hasPrefix("uart:~$") || line.hasPrefix("shell>") { return .zephyrShell }
        if line == "=>" || line.hasPrefix("=> ") { return .uBoot }
        if isIDFPrompt(line) { return .idfConsole }
        // `ada@host:~$`, `pi@host:~ $` and `[root@host ~]#`, also with something typed after them, and bare characters.
        if line == "$" || line == "#" || line == "~ #" || line == "/ #" { return .shell }
        return line.wholeMatch(of: userPrompt) == nil ? nil : .shell
    }

    /// `esp32>` and the like, the prompt of ESP-IDF's examples.
    private static func isIDFPrompt(_ line: String) -> Bool {
        guard let end = line.firstIndex(of: ">"), line.hasPrefix("esp") else { return false }
        return line[..<end].dropFirst(3).allSatisfy { ($0.isLetter || $0.isNumber) && $0.isASCII }
    }

    private static var userPrompt: Regex<Substring> {
        /\[?[A-Za-z_][A-Za-z0-9_.-]*@[A-Za-z0-9_.-]+[: ]?[^ ]* ?[$#](?: .*)?/
    }
}

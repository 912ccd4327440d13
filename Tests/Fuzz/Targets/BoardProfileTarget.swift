import BoardProfiles
import ESPImage
import TransportCore

/// Any text as a board profile: an error of its own type with advice, or a profile that survives writing and reading,
/// and of which only ids appear in the udev rules.
public enum BoardProfileTarget: FuzzTarget {
    /// Its name, `board-profile`.
    public static let name = "board-profile"

    /// Reads the text.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        let profile: BoardProfile
        do throws(BoardProfileError) {
            profile = try BoardProfile(toml: String(decoding: bytes, as: UTF8.self), file: "a.toml")
        } catch {
            try demand(!error.message.isEmpty && !error.nextStep.isEmpty, "an error without a message")
            try demand(error.file == "a.toml", "an error without its file")
            // A line feed ends a line, but other characters may also count as line ends.
            if let line = error.line { try demand((1...bytes.count + 1).contains(line), "line \(line)") }
            return
        }
        try demand(try? BoardProfile(toml: profile.toml, file: "a.toml"), equals: profile, "the text form changes it")
        try demand((1...40).contains(profile.name.utf8.count), "the name “\(profile.name)”")
        try judgeRules(of: profile)
    }

    /// A root process executes the rules, so a profile's words must remain in comments.
    private static func judgeRules(of profile: BoardProfile) throws(BrokenProperty) {
        var plain = profile
        plain.name = "a"
        for index in plain.ports.indices { plain.ports[index].part = "a" }
        try demand(obeyed(profile), equals: obeyed(plain), "its words are executed")
    }

    private static func obeyed(_ profile: BoardProfile) -> [Substring] {
        UdevRules([profile]).text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
    }
}

extension BoardProfile {
    /// The profile as the text of a file.
    fileprivate var toml: String {
        let facts: [String?] = [
            "name = \(name.quoted)", "title = \(title.quoted)", chip.map { "chip = \($0.rawValue.quoted)" },
            "variants = [\(variants.map(\.quoted).joined(separator: ", "))]", "flash-mb = \(flashMegabytes)",
            "console = \(console.rawValue.quoted)", "reset = \(reset.rawValue.quoted)", "opens-reset = \(opensReset)",
            bootPin.map { "boot-pin = \($0)" }, "default-baud = \(defaultBaud)",
            highestBaud.map { "max-baud = \($0)" }, "quirks = [\(quirks.map(\.quoted).joined(separator: ", "))]",
            "source = \(source.quoted)", "confidence = \(confidence.rawValue.quoted)",
        ]
        return (facts + ports.flatMap(\.toml)).compactMap(\.self).joined(separator: "\n") + "\n"
    }
}

extension BoardPort {
    fileprivate var toml: [String?] {
        [
            "[[usb]]", "id = \(usb.description.quoted)", usb.interface.map { "interface = \($0)" },
            "part = \(part.quoted)", "console = \(console.rawValue.quoted)", "reset = \(reset.rawValue.quoted)",
            hasUniqueSerial.map { "unique-serial = \($0)" },
        ]
    }
}

extension String {
    /// A text without control characters in TOML syntax.
    fileprivate var quoted: String {
        "\"" + map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }
}

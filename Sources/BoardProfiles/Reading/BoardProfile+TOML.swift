import ESPImage
import StrictTOML
import TransportCore

extension BoardProfile {
    private static let keys = [
        "name", "title", "chip", "variants", "flash-mb", "console", "reset", "opens-reset", "boot-pin", "default-baud",
        "max-baud", "quirks", "source", "confidence", "usb",
    ]
    private static let rates = 9600...12_000_000

    /// Reads a profile from the text of its file.
    /// - Parameters:
    ///   - name: the name of the file without `.toml`, which must be the name of the board; `nil` allows any.
    ///   - file: the name of the file in errors.
    /// - Throws: `BoardProfileError` with the line, if it can be found, and what is allowed.
    package init(toml text: String, name: String? = nil, file: String) throws(BoardProfileError) {
        let source = ProfileSource(file: file, text: text)
        let table = try ProfileTable(Self.parse(source), of: source, keys: Self.keys)
        self.init(
            name: try table.required("name", table.text("name")),
            title: try table.required("title", table.text("title")),
            chip: try table.word("chip", Chip.self),
            console: try table.required("console", table.word("console", BoardConsole.self)),
            reset: try table.required("reset", table.word("reset", ResetCircuit.self)),
            source: try table.required("source", table.text("source")),
            confidence: try table.required("confidence", table.word("confidence", ProfileConfidence.self))
        )
        guard self.name.isName else {
            throw table.invalid("name", "a name has 1 to 40 lower-case letters, digits and hyphens")
        }
        if let name, name != self.name {
            throw table.invalid("name", "“\(self.name)” is not the name of the file, “\(name)”")
        }
        variants = try table.texts("variants")
        flashMegabytes = try table.numbers("flash-mb", in: 1...256)
        opensReset = try table.flag("opens-reset") ?? false
        bootPin = try table.number("boot-pin", in: 0...63)
        defaultBaud = try table.number("default-baud", in: Self.rates) ?? Self.usualBaud
        highestBaud = try table.number("max-baud", in: Self.rates)
        if let highestBaud, highestBaud < defaultBaud {
            throw table.invalid("max-baud", "\(highestBaud) is below the rate of the console, \(defaultBaud)")
        }
        quirks = try table.texts("quirks")
        for (index, port) in try table.tables("usb").enumerated() {
            let port = try BoardPort(port, number: index, of: source, console: console, reset: reset)
            guard !ports.contains(where: { $0.usb == port.usb }) else {
                throw table.invalid("usb", "\(port.usb) is listed twice")
            }
            ports.append(port)
        }
    }

    private static func parse(_ source: ProfileSource) throws(BoardProfileError) -> StrictTable {
        do throws(StrictTOMLError) {
            return try StrictDocument(source.text).root
        } catch {
            throw BoardProfileError(
                .invalidSyntax,
                file: source.file,
                line: error.line,
                error.message,
                nextStep: "Correct the file."
            )
        }
    }
}

extension BoardPort {
    private static let keys = ["id", "part", "interface", "console", "reset", "unique-serial"]

    fileprivate init(
        _ table: StrictTable,
        number: Int,
        of source: ProfileSource,
        console: BoardConsole,
        reset: ResetCircuit
    ) throws(BoardProfileError) {
        let table = try ProfileTable(table, of: source, entry: number, keys: Self.keys)
        let id = try table.required("id", table.text("id"))
        let interface = try table.number("interface", in: 0...255).map { UInt8($0) }
        guard let usb = USBMatch(id, interface: interface) else {
            throw table.invalid("id", "“\(id)” is not like 10c4:ea60, four lower-case hexadecimal digits each")
        }
        self.init(
            usb: usb,
            part: try table.required("part", table.text("part")),
            console: try table.word("console", BoardConsole.self) ?? console,
            reset: try table.word("reset", ResetCircuit.self) ?? reset,
            hasUniqueSerial: try table.flag("unique-serial")
        )
    }
}

extension String {
    fileprivate var isName: Bool {
        (1...40).contains(utf8.count)
            && utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    }
}
